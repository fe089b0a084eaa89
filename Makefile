# Two commands do everything from a fresh clone: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-all lint bench quality clean

$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ordlyd needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)  ## Import the sample data, compare, write the report
	$(BIN)/ordlyd demo

test: $(READY) lint  ## Lint, types, import contracts, tests
	./tests/need-chromium
	./tests/need-postgresql
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: $(READY) lint  ## The same with the tests that take long
	./tests/need-chromium
	./tests/need-postgresql
	$(BIN)/python -m pytest -n 2

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)  ## Speed and memory beside named peers
	$(BIN)/python -m benchmarks

quality: $(READY)  ## What is found and what in vain, measured anew into docs/quality.md
	$(BIN)/python -m benchmarks.quality

clean:
	rm -rf $(VENV) demo
