# The two commands of the README: `make run` and `make test`.
PYTHON ?= $(firstword $(foreach v,python3 python3.13 python3.12 python3.11 python,$(shell command -v $(v) 2>/dev/null)))
BIN := .venv/bin
N ?= 200
SEED ?= 0
WORKERS ?= 3
SIDE_BY_SIDE := --numprocesses $(WORKERS) --dist worksteal
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt

.PHONY: run test test-postgresql accuracy models extras torture hostile bench bench-large bench-stack check wheel clean

run: .venv/installed
	$(BIN)/upslope start

# A module is compiled once and not by each process that the tests start, whatever is set outside.
test test-postgresql accuracy: export PYTHONDONTWRITEBYTECODE =

test: .venv/installed-dev  ## side by side; much of the time is waiting (make test WORKERS=6)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

test-postgresql: .venv/installed-dev  ## what opens a workspace, on the server of UPSLOPE_TEST_POSTGRESQL
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) --database postgresql tests/pipeline tests/apps tests/sample tests/doctor --ignore tests/apps/web --ignore tests/apps/api --ignore tests/apps/mcp

accuracy: .venv/installed-dev  ## fails if a measure falls below its floor in tests/accuracy/floors.toml
	$(BIN)/python -m pytest tests/accuracy -q -s

models: extras  ## train the models that ship, anew, on what ../shared holds (a good hour on two cores)
	$(BIN)/python benchmarks/train_models.py ../shared --write

extras: .venv/installed-dev  ## what only training, the MLflow exporter and Spark need: PyTorch, Optuna, the client, pyspark
	$(PIP) --editable '.[dev,train,mlflow,spark]'

torture: .venv/installed-dev  ## kill -9 at N random moments (make torture N=1000 SEED=7)
	UPSLOPE_KILLS=$(N) UPSLOPE_SEED=$(SEED) $(BIN)/python -m pytest tests/test_torture.py -q -s

hostile: .venv/installed-dev  ## every hostile document of ../shared, as a table; fails if a limit is passed
	$(BIN)/python benchmarks/hostile.py

bench: bench-stack  ## every figure of speed and size but those of the million (some ten minutes)
	$(BIN)/python -m benchmarks.performance --plots .bench

bench-large: bench-stack  ## with a million postings, into docs/performance.md (an hour, 15 GB)
	$(BIN)/python -m benchmarks.performance --large --plots .bench --write docs/performance.md

bench-stack: .venv/installed-dev  ## what the figures stand beside
	$(PIP) --editable '.[bench]'

check: .venv/installed-dev  ## everything that CI asks for beside the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

wheel: .venv/installed-dev  ## build the wheel and run it outside the checkout
	$(BIN)/python .ci/check_wheel.py

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Upslope needs Python 3.11 or newer; try: make run PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Setting up .venv (once; takes a minute or two) ..."
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	$(PIP) --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv dist
