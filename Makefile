# `make help` lists what can be done. Needs GNU make, bash and Python 3.11 or newer.

SHELL := bash
.DEFAULT_GOAL := help

PORT ?= 3000
HOST ?= 127.0.0.1
BIN := .venv/bin
PYTHONPATH :=
export PYTHONPATH
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport VIRTUAL_ENV
# The tests start the program two hundred times; it need not be compiled each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## list all targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) \
		| awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

.PHONY: env
env: ## create .venv with what the program needs
	@.ci/environment requirements.txt

.PHONY: dev
dev: ## create .venv with what tests and checks need, too
	@.ci/environment requirements-dev.txt

.PHONY: run
run: env ## install, migrate, fill an empty database, build, serve; PORT=3000 HOST=127.0.0.1
	@$(BIN)/python -m sekampadi ensure-demo
	@exec $(BIN)/python -m sekampadi serve --host "$(HOST)" --port "$(PORT)"

.PHONY: serve
serve: env ## for developers: serve the sources, a saved change is seen within seconds; PORT=3000
	@$(BIN)/python -m sekampadi ensure-demo
	@exec $(BIN)/python -m sekampadi serve --reload --host "$(HOST)" --port "$(PORT)"

.PHONY: build
build: env ## build the pages, if the code has changed
	@$(BIN)/python -m sekampadi build

.PHONY: lint
lint: dev ## look for mistakes, wrong formatting and wrong dependencies between layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

.PHONY: typecheck
typecheck: dev ## check all types, strictly
	@$(BIN)/mypy

.PHONY: format
format: dev ## put all files into one format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

.PHONY: test
test: dev ## everything CI runs: checks, unit, database, API and browser tests; ARGS=... for pytest
	@.ci/chromium bare > /dev/null
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy & types=$$!; $(BIN)/python -m sekampadi build && wait $$types
	@$(BIN)/python -m pytest -n 3 --dist worksteal --ignore tests/e2e $(ARGS) # databases wait for each other
	@$(BIN)/python -m pytest -n 3 --dist worksteal tests/e2e $(ARGS) # a third of the time is waiting

.PHONY: test-long
test-long: dev ## the long repeats: the whole attack, a thousand acts, twenty parts; make test has small ones
	@.ci/chromium bare > /dev/null
	@$(BIN)/python -m sekampadi build
	@$(BIN)/python -m pytest -n 2 -m long $(ARGS)

.PHONY: panduan
panduan: dev ## take the pictures of the guide anew, of the demonstration in a browser
	@.ci/chromium > /dev/null
	@$(BIN)/python -m sekampadi build
	@$(BIN)/python -m tests.panduan

.PHONY: test-fast
test-fast: dev ## the rules, the shape of the house and the documents, in about a minute
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -n 2 --dist worksteal tests/unit tests/architecture tests/reports $(ARGS)

.PHONY: coverage
coverage: dev ## which lines the tests without a browser run; the pages are tested by the browser
	@$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/e2e \
		--cov sekampadi --cov-branch --cov-report term:skip-covered $(ARGS)

.PHONY: mutate
mutate: dev ## draw sixty mistakes by seed, make each in a copy, and see which no test notices
	@$(BIN)/python -m tests.mutation --workers 2 $(ARGS)

.PHONY: mutate-locks
mutate-locks: dev ## take each check of headers, cookies, origins, rights and scopes out of a copy, and see which no test notices
	@$(BIN)/python -m tests.mutation.locks $(ARGS)

define BENCHES
bench_basic $(ARGS)
bench_tabel --against 20000 --every 5
bench_tabel --database postgresql --rows 100000 --against 10000 --every 9
bench_berkas
bench_tahunan
bench_statistik
bench_lembar
bench_survei
bench_survei --workers 2
bench_terbuka
bench_pauses
bench_loket
bench_live
bench_processes
bench_return
bench_kill --rounds 20
bench_kill --rounds 20 --database postgresql
bench_penuh
bench_penuh --database postgresql
bench_saran
bench_audit
bench_hostile
endef
export BENCHES

.PHONY: bench
bench: dev ## measure submits, figures, tables, files, reports, margins, first loads, dashboards under load
	@$(BIN)/python -m sekampadi build
	@missed=; while read -r words; do \
		$(BIN)/python -m tests.load.$$words < /dev/null || missed+="  $$words"$$'\n'; \
	done <<< "$$BENCHES"; \
	if [ -n "$$missed" ]; then printf 'MISSED or failed:\n%s' "$$missed"; exit 1; fi

.PHONY: lighthouse
lighthouse: dev ## how public pages come up on a phone: Lighthouse (by npm), what jumps; ARGS="--runs 1"
	@.ci/chromium > /dev/null
	@$(BIN)/python -m sekampadi build
	@$(BIN)/python -m tests.load.lighthouse $(ARGS)

.PHONY: attack
attack: dev ## work out what few people said from all that is public, over the whole demonstration
	@$(BIN)/python -m tests.load.serangan $(ARGS)

.PHONY: hostile
hostile: dev ## what strangers can do to the server, beside a citizen who answers; ARGS="--seconds 10"
	@$(BIN)/python -m sekampadi build
	@$(BIN)/python -m tests.load.hostile $(ARGS)

.PHONY: soak
soak: dev ## a wall screen for 20 minutes with answers coming in; ARGS="--seconds 300" for less
	@$(BIN)/python -m sekampadi build
	@$(BIN)/python -m tests.load.soak $(ARGS)

.PHONY: lock
lock: dev ## write the locks of all packages anew, with hashes; ARGS="--upgrade-package NAME"
	@.ci/lock $(ARGS)

.PHONY: licences
licences: dev ## list the licences of what is locked, with their texts, in docs/licences
	@$(BIN)/python -m tests.supply.licences

.PHONY: sbom
sbom: dev ## write the bill of materials (CycloneDX) into .build/sbom.json; ARGS=FILE
	@$(BIN)/python -m tests.supply.sbom $(ARGS)

.PHONY: clean
clean: ## remove what was built; the data under data/ and .venv stay
	@rm -rf .web .build .states .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
