# `make film` makes a film on this machine; `make test` runs every test. Both install what they need first.

PYTHON := venv/bin/python
PYTEST := $(PYTHON) -m pytest
COMPILE := venv/bin/uv pip compile --quiet --no-annotate --no-emit-index-url --no-emit-find-links \
	--python $(PYTHON) --custom-compile-command 'make lock'
PYTHON_311 := $(shell for name in python3.11 python3 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then echo $$name; break; fi; done)
PACKAGES := venv/.packages-$(shell cat requirements-dev.txt 2>/dev/null | cksum | tr ' ' '-')
MOVIEPY := venv/moviepy/.packages-$(shell cat bench/moviepy.txt 2>/dev/null | cksum | tr ' ' '-')
WEB := web/node_modules/.installed-$(shell cat web/package-lock.json web/copy-vendor.js 2>/dev/null | cksum | tr ' ' '-')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install packages emulators web film test unit simulation simulate load contract chaos emulator rules browser lint \
	format lock upgrade bench bench-render clean

help: ## show this list
	@sed -n 's/^\([a-z ]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 34

install: packages emulators web ## install Python packages, the Firebase CLI and web assets

packages: $(PACKAGES)

emulators: packages
	@$(PYTHON) -m cli.suite

film: install ## make the example film without keys or accounts
	./reel film examples/lighthouse.yaml

test: install ## run every test
	@$(PYTEST) tests

unit simulation contract: packages ## run one tier of tests, no emulator
	@$(PYTEST) tests/$@

simulate: packages ## run a thousand seeds of the simulation on all cores, or SEEDS=n of them from FIRST=n
	@$(PYTHON) -m tests.simulation --seeds $(or $(SEEDS),1000) --first $(or $(FIRST),0)

chaos: install ## break the real parts on purpose, at full size: threads, outages, killed workers, leases outlived
	@CHAOS_FAULTS=$${CHAOS_FAULTS:-2000} CHAOS_OUTAGES=$${CHAOS_OUTAGES:-6} CHAOS_KILLS=$${CHAOS_KILLS:-50} \
		CHAOS_TAKEOVERS=$${CHAOS_TAKEOVERS:-216} $(PYTEST) -q tests/chaos

load: install ## many scenes, projects, users and requests at once, at full size; prints a table
	@LOAD=full $(PYTEST) -q tests/load

emulator rules browser: install ## run one tier of tests, with emulators
	@$(PYTEST) tests/$@

lint: packages ## check style and types
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

format: packages ## format and sort imports
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: packages ## pin what requirements*.in add; what is pinned stays as it is
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements.in -c requirements-dev.txt -o requirements.txt
	$(COMPILE) bench/moviepy.in -o bench/moviepy.txt

upgrade: packages ## pin the newest versions of everything
	$(COMPILE) --upgrade requirements-dev.in -o requirements-dev.txt
	$(COMPILE) --upgrade requirements.in -c requirements-dev.txt -o requirements.txt

bench: install ## measure what the documentation promises
	$(PYTHON) -m bench

bench-render: packages $(MOVIEPY) ## measure what a render costs beside plain ffmpeg and MoviePy, and how good it is
	$(PYTHON) -m bench.render

clean: ## remove the virtual environment, web packages and caches; films stay
	rm -rf venv web/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The Firebase CLI asks for a virtual environment with this very name.
venv/bin/activate:
	@test -n "$(PYTHON_311)" || { echo "Reelwright needs Python 3.11, the version it is deployed on, and there is no python3.11 on PATH: install it, then run make again." >&2; exit 1; }
	$(PYTHON_311) -m venv venv

$(PACKAGES): venv/bin/activate
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ echo "The folder venv does not hold Python 3.11: remove it (rm -r venv), then run make again." >&2; exit 1; }
	@echo "Installing Python packages ..."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@rm -f venv/.packages-*
	@touch $@

$(MOVIEPY): $(PACKAGES)
	@rm -rf venv/moviepy
	@venv/bin/uv pip install --quiet --python $(PYTHON) --target venv/moviepy -r bench/moviepy.txt
	@touch $@

web: $(if $(wildcard web/package.json),$(WEB))

$(WEB):
	@echo "Installing web packages ..."
	@npm --prefix web ci --no-audit --no-fund --loglevel=error
	@npm --prefix web run build --if-present
	@touch $@
