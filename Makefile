# Needs Python 3.11, git and make. `make help` lists what there is.

PORT ?= 8000
JOBS ?= auto

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test lint bench guide vendor

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 16

run: $(INSTALLED) .env ## Serve the demo on http://127.0.0.1:8000/ (another port: make run PORT=8001)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo
	@echo
	@echo "The portal is at http://127.0.0.1:$(PORT)/ (accounts: README.md). Ctrl+C stops it."
	@$(MANAGE) runserver 127.0.0.1:$(PORT)

test: $(INSTALLED) ## Run the tests (some of them: make test ARGS="tests/villages -k decree")
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(INSTALLED) ## Check style, formatting and missing migrations
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(MANAGE) makemigrations --check --dry-run --settings tests.settings

bench: $(INSTALLED) ## Time an import and the main pages at the size of the regency
	@$(BIN)/python -m tests.benchmark

guide: $(INSTALLED) ## Take the pictures of the user guide anew from the demo (needs Chromium)
	@$(BIN)/python -m tests.guide_pictures

vendor: ## Copy the browser libraries of package-lock.json to kotaku/static/vendor (needs npm)
	npm ci
	python3 .ci/vendor.py

# Made anew whenever requirements.txt changes.
$(INSTALLED): requirements.txt .ci/venv
	@.ci/venv
	@touch $@

# The key must not begin with $$ or hold a #: django-environ would read those in its own way.
.env: | $(INSTALLED)
	@umask 077 && key=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') && \
		sed -e "s/^SECRET_KEY=.*/SECRET_KEY=$$key/" -e 's/^DEBUG=.*/DEBUG=true/' .env.example > $@
	@echo "Wrote .env for development: DEBUG=true and a new SECRET_KEY."
