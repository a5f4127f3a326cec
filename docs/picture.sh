#!/bin/sh
# docs/reading.png anew, from the example reports: needs Chromium and pngquant, and nothing from the network.
set -eu
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
LC_ALL=C.UTF-8 .venv/bin/recoupe read --metadata examples/metadata.csv --html "$made/reading.html" >/dev/null
"${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
	--disable-background-networking --disable-component-update --disable-sync --user-data-dir="$made/profile" \
	--hide-scrollbars --window-size=1360,860 --force-device-scale-factor=1.5 \
	--screenshot="$made/reading.png" "file://$made/reading.html#${1:-r1-e1-a2}" >/dev/null 2>&1
pngquant --force --quality 60-95 --strip --output docs/reading.png "$made/reading.png"
