# make demo     read the example reports: the table here, the page in demo/reading.html
# make test     the tests
# make check    format, lint, types and tests: what a change must pass
# make setup    .venv with everything for developing
# make examples  the example case in every format, in docs/examples
# make corpus-check  the annotation of the corpus, and what it holds
# make lock     the lock files anew, after a change of dependencies in pyproject.toml
#
# Needed: python3 (3.11 to 3.13), make and a package index. PYTHON=… names another interpreter.

FITS = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c "$(FITS)" 2>/dev/null && echo $$p && break; done)
BIN = .venv/bin
ALL_CORES = -n auto --dist worksteal
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK = uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-header --no-annotate --quiet pyproject.toml --group build

.PHONY: demo test check examples corpus-check setup lock clean

demo: .venv/.run
	@mkdir -p demo
	@$(BIN)/recoupe read --metadata examples/metadata.csv --html demo/reading.html
	@echo; echo "One of them whole; all are in demo/reading.html:"; echo
	@$(BIN)/recoupe read examples/03-bangui-soir.txt --metadata examples/metadata.csv

test: .venv/.develop
	$(BIN)/pytest $(ALL_CORES)

check: .venv/.develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest $(ALL_CORES)

examples: .venv/.run
	docs/examples.sh

corpus-check: .venv/.develop
	$(BIN)/recoupe evaluate corpus-check corpus

setup: .venv/.develop
	$(BIN)/pre-commit install

# Both leave the packages of the lock file, by their hashes, and Recoupe itself from this tree.
.venv/.run: requirements.lock | .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/recoupe gazetteer build >/dev/null
	@touch $@

.venv/.develop: requirements-dev.lock requirements-ftm.lock | .venv
	$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --require-hashes -r requirements-ftm.lock || \
		echo "No ICU with headers (libicu-dev, icu4c): the tests with the package followthemoney are skipped."
	$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/recoupe gazetteer build >/dev/null
	@touch $@ .venv/.run

.venv:
	@test -n "$(PYTHON)" || { echo "Recoupe needs Python 3.11, 3.12 or 3.13: install one, or name it: make PYTHON=…"; exit 2; }
	$(PYTHON) -m venv .venv

lock:
	$(LOCK) -o requirements.lock
	$(LOCK) --extra dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --extra ftm -c requirements-dev.lock -o requirements-ftm.lock

clean:
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
