# Installs, runs and checks Hòm Thư. `make` alone lists what there is.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
INSTALLED := .venv/installed
INSTALLED_DEV := .venv/installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml
PLAYWRIGHTS_OWN := from playwright.sync_api import sync_playwright; \
	browsers = sync_playwright().start(); print(browsers.chromium.executable_path); browsers.stop()
ARGS ?=

# A .venv whose Python was since removed or upgraded away is made again.
$(shell test -x $(BIN)/python || rm -f $(INSTALLED) $(INSTALLED_DEV))

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## Make .venv with the locked packages and the homthu command
	@echo "Installed: $(BIN)/homthu"

.PHONY: run
run: $(INSTALLED) ## Run the bot and the web page
	@exec $(BIN)/homthu run

.PHONY: chat
chat: $(INSTALLED) ## Talk to the bot in this terminal
	@exec $(BIN)/homthu chat

.PHONY: test
test: $(INSTALLED_DEV) browser ## Run all tests; a selection with ARGS="-k word"
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(BIN)/pytest -n 3 --dist worksteal $(ARGS)

.PHONY: lint
lint: $(INSTALLED_DEV) ## Check style, types and the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: messages
messages: $(INSTALLED_DEV) ## Collect the texts of the source into the catalogues
	$(BIN)/python -m content.messages

.PHONY: lock
lock: $(INSTALLED_DEV) ## Write both lock files from pyproject.toml; newer versions with ARGS=--upgrade
	$(LOCK) --extra dev --extra postgresql --output-file requirements-dev.lock $(ARGS)
	$(LOCK) --extra postgresql --constraint requirements-dev.lock \
		--output-file requirements.lock $(ARGS)

.PHONY: image
image: ## Build the container image homthu
	docker build --tag homthu .

# Debian splits ensurepip off; pyenv's names exist without a Python behind them: so try each.
$(BIN)/python:
	@for python in python3.14 python3.13 python3.12 python3.11 python3; do \
		if "$$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' \
			2>/dev/null; then \
			echo "Making .venv with $$("$$python" --version)"; \
			rm -rf .venv; \
			exec "$$python" -m venv .venv; \
		fi; \
	done; \
	echo "Hòm Thư needs Python 3.11 or newer with its venv module, and none was found." >&2; \
	echo "On Debian or Ubuntu: apt install python3 python3-venv; elsewhere: python.org" >&2; \
	exit 1

$(INSTALLED): $(BIN)/python requirements.lock pyproject.toml
	@echo "Installing the locked packages (about a minute the first time)"
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --editable .
	@touch $@

$(INSTALLED_DEV): $(INSTALLED) requirements-dev.lock
	@echo "Installing the packages that tests and checks need"
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

# A name is not enough: Ubuntu's chromium-browser only points to a snap.
.PHONY: browser
browser: $(INSTALLED_DEV)
	@found() { \
		for name in chromium chromium-browser google-chrome $(BIN)/chromium; do \
			if "$$name" --version >/dev/null 2>&1; then return 0; fi; \
		done; \
		return 1; \
	}; \
	if found; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests"; \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get -qq update && \
			apt-get -qq install --yes --no-install-recommends chromium >/dev/null || true; \
	fi; \
	if found; then exit 0; fi; \
	if $(BIN)/playwright install chromium; then \
		ln -sf "$$($(BIN)/python -c '$(PLAYWRIGHTS_OWN)')" $(BIN)/chromium; \
		exit 0; \
	fi; \
	echo "*** No Chromium here and none could be installed: BROWSER TESTS ARE SKIPPED (in CI they fail) ***" >&2
