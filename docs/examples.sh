#!/bin/sh
# docs/examples anew: the example case in every format. The case is invented: nothing in it happened.
set -eu
cd "$(dirname "$0")/.."
recoupe=${RECOUPE:-.venv/bin/recoupe}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
export LC_ALL=C.UTF-8
$recoupe add --metadata examples/case/metadata.csv --case "$made/example.db" >/dev/null
$recoupe link --case "$made/example.db" >/dev/null
rm -rf docs/examples
mkdir docs/examples
$recoupe export --format list | while read -r name _; do
	mkdir "docs/examples/$name"
	case $name in
	tables | naf | timemap | dossier) out="docs/examples/$name" ;;
	acled | ucdp) out="docs/examples/$name/example.csv" ;;
	polecat) out="docs/examples/$name/example.txt" ;;
	plover) out="docs/examples/$name/example.jsonl" ;;
	gdelt) out="docs/examples/$name/example.export.CSV" ;;
	geojson) out="docs/examples/$name/example.geojson" ;;
	ftm) out="docs/examples/$name/example.ftm.json" ;;
	*) out="docs/examples/$name/example.jsonld" ;;
	esac
	$recoupe export --format "$name" --case "$made/example.db" --out "$out" >/dev/null
done
