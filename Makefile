# What people do here all day. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NODE_BIN := node_modules/.bin
TARGET ?=
PIP_COMPILE := $(BIN)/pip-compile -q -U --generate-hashes --strip-extras \
	--no-emit-index-url --no-emit-find-links --no-header
export npm_config_update_notifier := false

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

.PHONY: run
run: package ## watch a scripted agent at work in VS Code
	@$(BIN)/python scripts/run.py

.PHONY: setup
setup: ## leave a working .venv/bin/touchline
	@PYTHON=$(PYTHON) scripts/setup.sh

.PHONY: node
node:
	@scripts/node.sh

.PHONY: test
test: setup node ## `make lint` and every test, those in VS Code and Neovim included
	@scripts/test.sh

.PHONY: lint
lint: setup node ## layers, types and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(NODE_BIN)/pyright
	$(NODE_BIN)/tsc --noEmit
	$(NODE_BIN)/biome ci --reporter=summary .
	node scripts/l10n.mjs --check

.PHONY: format
format: setup node ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(NODE_BIN)/biome check --write .

.PHONY: build
build: node ## bundle the client
	@node scripts/build.mjs

.PHONY: package
package: setup node ## leave the VSIX of this machine in dist/ (TARGET=all: every platform's)
	@$(BIN)/python scripts/package.py $(if $(TARGET),--target $(TARGET))

.PHONY: install
install: package ## install the VSIX into desktop VS Code
	@command -v code >/dev/null || { echo "VS Code's command 'code' is not on the PATH." >&2; exit 1; }
	code --install-extension dist/touchline-$$($(BIN)/python scripts/package.py --which).vsix --force

.PHONY: bench
bench: setup ## the benchmarks; CORPUS=FILE.jsonl adds those on recorded changes
	@scripts/bench.sh $(CORPUS)

.PHONY: docs
docs: setup ## write the rules' pages from their docstrings
	$(BIN)/python scripts/docs.py
	$(BIN)/python scripts/spec_schema.py

.PHONY: pictures
pictures: package ## take the pictures of the documentation anew, from the tests in VS Code
	PICTURES=$(CURDIR)/docs/images $(BIN)/pytest -q -m e2e tests/e2e

.PHONY: lock
lock: setup ## renew the locked versions
	$(PIP_COMPILE) -o requirements/server.txt pyproject.toml
	$(PIP_COMPILE) --allow-unsafe -o requirements/dev.txt requirements/dev.in
	npm install --package-lock-only --ignore-scripts
	cd tests/e2e && npm install --package-lock-only --ignore-scripts
