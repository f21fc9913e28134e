# E-Business Pages. `make run` serves the site, `make test` tries everything; `make` alone lists what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check fix bench pictures docs lock sbom

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3 python,$(shell \
  $(name) -c 'import sys; print("$(name)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
HOME_FOLDER := $(or $(EBPAGES_HOME),var)
VENV := .venv/bin
UV := $(VENV)/uv pip install --quiet --compile-bytecode --python $(VENV)/python

# A stamp carries the checksum of what it installed: a changed lock has no stamp yet, an unchanged one costs nothing.
stamp = .venv/$(1)-$(firstword $(shell cat requirements/$(1).txt pyproject.toml | cksum))
RUN := $(call stamp,run)
TEST := $(call stamp,test)
BENCH := $(call stamp,bench)
CATALOGUES := $(wildcard src/ebpages/site/locale/*/LC_MESSAGES/*.po)
STATIC_FILES := $(shell find src/ebpages -path '*/static/*' -type f)

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(TEST) .venv/catalogues ## install everything that development needs

run: export EBPAGES_DEMONSTRATION ?= 1
run: $(RUN) .venv/catalogues $(HOME_FOLDER)/static/staticfiles.json ## build the registry and serve it on http://127.0.0.1:8000, with example people
	@$(VENV)/ebpages manage migrate --verbosity 0 && $(VENV)/ebpages build
	@if [ "$$EBPAGES_DEMONSTRATION" = 1 ]; then $(VENV)/ebpages demonstration; fi
	@exec $(VENV)/ebpages serve

test: setup ## every test: SQLite, PostgreSQL, a real browser, types, style, imports
	@$(VENV)/python -m tests.lanes

check: setup ## style, types and imports only
	@$(VENV)/python -m tests.lanes ruff format mypy imports

fix: $(TEST) ## mend what ruff can mend
	@$(VENV)/ruff format . && $(VENV)/ruff check --fix .

bench: $(BENCH) .venv/catalogues ## measure resolution and speed, write docs/benchmarks.md
	@$(VENV)/python -m bench

pictures: setup ## take the README's pictures from the site that `make run` serves
	@$(VENV)/python -m tests.pictures

docs: setup ## write the reference of commands and of the API from the program itself
	@$(VENV)/typer ebpages.cli utils docs --name ebpages --output docs/reference/commands.md
	@$(VENV)/ebpages manage export_openapi_schema --api ebpages.site.api.api --indent 2 --output docs/reference/openapi.json

lock: $(TEST) ## choose newer versions of all dependencies and record their checksums
	@sh requirements/lock.sh $(VENV)/uv

sbom: $(RUN) ## write what a release consists of, as CycloneDX, to sbom.json
	@$(VENV)/python requirements/sbom.py requirements/postgresql.txt > sbom.json

.venv/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name yours: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv && $(VENV)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt 2>.venv/pip.log || { cat .venv/pip.log; exit 1; }
	@touch $@

.venv/run-% .venv/test-% .venv/bench-%: | .venv/python
	@echo "Installing what requirements/$(firstword $(subst -, ,$(notdir $@))).txt names …" && $(UV) --require-hashes -r requirements/$(firstword $(subst -, ,$(notdir $@))).txt
	@$(UV) --no-deps --no-build-isolation --editable . && $(VENV)/python -m compileall -q src && touch $@

.venv/catalogues: $(CATALOGUES) | .venv/python
	@$(VENV)/python src/ebpages/site/catalogues.py && touch $@

$(HOME_FOLDER)/static/staticfiles.json: $(STATIC_FILES) | $(RUN)
	@$(VENV)/ebpages manage collectstatic --no-input --clear --ignore 'redoc*' --verbosity 0 && touch $@
