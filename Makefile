# Two commands matter: `make run` and `make test`. Each sets up what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup setup-development setup-training run test conformance parity check format messages lock benchmark soak

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/run.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-development: requirements/development.txt $(VENV)/installed
	$(PIP) install --quiet --require-hashes -r requirements/development.txt
	@touch $@

setup: $(VENV)/installed ## Install Mien into .venv

setup-development: $(VENV)/installed-development ## The same, with what the tests and checks need

setup-training: $(VENV)/installed-development ## The same, with what training the classifier needs
	$(PIP) install --quiet --require-hashes -r requirements/training.txt

run: setup ## Serve Mien; the page is at http://127.0.0.1:8080
	@exec $(BIN)/mien run

test: setup-development ## Run all tests
	$(BIN)/python -m pytest -rs

conformance: setup-development ## Check what the adapters send against SPECS=DIR
	$(BIN)/python -m pytest -q tests/adapters/chat tests/adapters/spotify tests/bot/conversation/spotify tests/journeys --specs "$(SPECS)"

parity: setup-development ## Write docs/parity.md, what each chat can do
	$(BIN)/python -m tests.parity

check: setup-development ## Format, lint, types, import contracts, migrations, secrets, known vulnerabilities
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/mien db check
	$(BIN)/python -m tests.audits secrets
	$(BIN)/python -m tests.audits vulnerabilities

format: setup-development ## Put the code into shape
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: setup-development ## Bring the catalogues up to date with the sentences in the source
	$(BIN)/python -m bot.replies.messages

LOCK := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

lock: ## Renew the locked requirements (needs uv)
	$(LOCK) --extra build --extra face --extra postgresql -o requirements/run.txt
	$(LOCK) --extra build --extra face --extra postgresql --extra development -o requirements/development.txt
	$(LOCK) --extra face --extra training -o requirements/training.txt

BENCHMARKS := $(BIN)/python tests/benchmarks

benchmark: setup-development ## What photos, songs, search, graph, an import and hostile files cost: three minutes
	$(BIN)/mien benchmark
	OMP_NUM_THREADS=1 $(BENCHMARKS)/benchmark_recommending.py
	OMP_NUM_THREADS=1 $(BENCHMARKS)/benchmark_search.py 106201 1200000
	OMP_NUM_THREADS=1 $(BENCHMARKS)/benchmark_similarity_graph.py 106201
	$(BENCHMARKS)/benchmark_importing.py 100000
	-$(BENCHMARKS)/benchmark_hostile.py # says what is over its limits, as two films of the largest frames may be

MINUTES ?= 10

soak: setup-development ## Spoilt files and random talk for MINUTES=10, then kills and load
	$(BIN)/python -m tests.soak --minutes $(MINUTES)
