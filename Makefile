PYTHON ?= python3
BIN := .venv/bin

# What Jupyter, IPython and Matplotlib remember stays in .venv, and nobody's own settings change
# what a lesson shows.
export JUPYTER_CONFIG_DIR := $(CURDIR)/.venv/home/jupyter/config
export JUPYTER_DATA_DIR := $(CURDIR)/.venv/home/jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/.venv/home/jupyter/runtime
export IPYTHONDIR := $(CURDIR)/.venv/home/ipython
export MPLCONFIGDIR := $(CURDIR)/.venv/home/matplotlib
unexport MPLBACKEND

HUB ?= .hub
HUB_PYTHON ?= $(firstword $(wildcard /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11) $(PYTHON))

INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help venv lab test notebooks notebooks-check exercises mutants grading lint format bench \
	bench-explorers fuzz test-exercises test-tools test-wheel test-hosting test-browser screenshots \
	places site wheel hub test-hub load lite test-lite bench-lite lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

venv: .venv/.installed  ## make .venv and install the course into it

lab: venv  ## open the lessons in JupyterLab
	$(BIN)/jupyter lab --preferred-dir=notebooks --allow-root # containers run as root

test: .venv/.installed-test lint  ## run every test that needs no browser
	$(BIN)/pytest -n 2 --dist loadfile --nbval --nbval-cell-timeout=120 \
	  tests/unit tests/notebooks tests/exercises notebooks \
	  --ignore tests/exercises/test_nbgrader.py --ignore tests/exercises/test_mutation.py

notebooks: .venv/.installed-test  ## run the lessons and store their outputs (LESSON=06_worked_example for one)
	$(BIN)/python -m tools.run_notebooks $(LESSON)

notebooks-check: .venv/.installed-test  ## run the lessons and compare every stored byte, pictures included
	$(BIN)/python -m tools.run_notebooks --check $(LESSON)

exercises: .venv/.installed-test  ## make exercises/ anew from solutions/
	$(BIN)/python -m hesscourse.instructor exercises

mutants: .venv/.installed-test  ## count which mistakes the checks of the exercises notice
	$(BIN)/python tests/exercises/mutation.py

grading: .venv/.installed-test  ## grade a class of attackers: needs Linux, and root or user namespaces
	$(BIN)/pytest tests/grading

lint: .venv/.installed-test  ## check the style of modules and notebooks
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: .venv/.installed-test  ## mend the style of modules and notebooks
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.installed-bench  ## measure each claim of speed
	$(BIN)/python -m benchmarks

bench-explorers: .venv/.installed-browser  ## measure how fast explorers answer, in Chromium
	$(BIN)/python -m benchmarks.explorers

fuzz: .venv/.installed-test  ## throw 20,000 formulas at the parser
	HESSCOURSE_FUZZ=20000 $(BIN)/pytest tests/unit/test_formula.py

test-tools: .venv-tools/.installed  ## run the code of lesson 10 in JAX, PyTorch, TensorFlow and others
	.venv-tools/bin/python -m benchmarks.other_tools

test-exercises: .venv/.installed-test  ## try 200 variants of each sheet, every mutant, and nbgrader itself
	HESSCOURSE_VARIANTS=200 $(BIN)/pytest -n 2 tests/exercises

test-wheel: .venv/.installed-test  ## be a student with pip and no git: install, start, update
	$(BIN)/pytest tests/wheel

test-hosting: .venv/.installed-hosting  ## follow the recipes of Binder and Kubernetes, without docker
	$(BIN)/pytest tests/hosting

test-browser: .venv/.installed-browser  ## run lessons and explorers in Chromium (needs npm)
	$(BIN)/pytest -n 2 --dist loadfile tests/browser

screenshots: .venv/.installed-browser  ## look at a lesson: LESSON=06_worked_example TO=/some/folder
	$(BIN)/python -m tools.screenshots $(LESSON) $(TO)

places: .venv/.installed-browser lite  ## take docs/images: lesson 01 in each place that shows it (needs npm)
	$(BIN)/python -m tools.places

site: .venv/.installed-browser  ## write every lesson as a page that lives without a kernel (TO=/some/folder; needs npm)
	$(BIN)/python -m tools.site $(or $(TO),build/site)

wheel: .venv/.installed  ## build in dist/ what a student without Git installs
	$(BIN)/python -m hatchling build -t wheel

hub: .venv-hub/.installed  ## try a hub on this machine: two students, a teacher (needs npm; HUB=/srv/hub for another folder)
	HESSCOURSE_HUB="$(abspath $(HUB))" deploy/hub/try

test-hub: .venv/.installed-browser .venv-hub/.installed  ## a class on that hub: Chromium, grading, updates, crashes
	$(BIN)/pytest tests/hub

load: .venv-hub/.installed  ## drive N students through a hub of their own: N=60
	.venv-hub/bin/python -m benchmarks.hub_load $(or $(N),60)

lite: .venv-lite/.installed  ## build the course as a site that runs in the browser (TO=/some/folder; needs npm)
	.venv-lite/bin/python -m deploy.lite.build $(or $(TO),build/lite) $(PYODIDE:%=--pyodide %) \
	  $(if $(CDN),--cdn $(CDN:yes=))

test-lite: lite .venv/.installed-browser  ## run that site in Chromium
	$(BIN)/pytest tests/lite --ignore tests/lite/test_every_notebook.py
	$(BIN)/pytest -n 2 tests/lite/test_every_notebook.py

bench-lite: lite .venv/.installed-browser  ## measure how soon that site is alive, and how much it sends
	$(BIN)/python -m benchmarks.lite

lock: .venv-lock/bin/uv  ## choose new versions of everything (UPGRADE=--upgrade) and write the lock files
	tools/lock $(UPGRADE)

clean:  ## remove everything that these targets made
	rm -rf .venv .venv-hub .venv-lite .venv-lock .venv-tools .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -prune -exec rm -rf {} +

# The steps behind the targets. Each file records that its step is done.

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo >&2 \
	  "hesscourse needs Python 3.11 or newer, and '$(PYTHON)' is not. If you have it under another" \
	  "name, say: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo >&2 \
	  "This Python cannot make virtual environments. On Debian and Ubuntu this mends it:" \
	  "sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	mkdir -p .venv/home

.venv/.installed: .venv/bin/python requirements.lock pyproject.toml tools/jupyterlab_settings.json
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-test: .venv/.installed requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

.venv/.installed-browser: .venv/.installed-test requirements-browser.lock
	$(INSTALL) --require-hashes -r requirements-browser.lock
	touch $@

.venv/.installed-hosting: .venv/.installed-test requirements-hosting.lock
	$(INSTALL) --require-hashes -r requirements-hosting.lock
	touch $@

.venv/.installed-bench: .venv/.installed-test requirements-bench.lock
	$(INSTALL) --require-hashes -r requirements-bench.lock
	touch $@

# The hub has a place of its own: its students must be able to read it, and none of them needs pytest.
# They cannot read a Python that lies in somebody's home: hence the system's, where there is one.
.venv-hub/.installed: deploy/hub/requirements.lock deploy/hub/package-lock.json pyproject.toml \
    tools/jupyterlab_settings.json $(shell find hesscourse -name '*.*' ! -path '*/__pycache__/*')
	@node=$$(node --version) && [ "$$(echo $$node | tr -d v | cut -d. -f1)" -ge 18 ] || { echo >&2 \
	  "The hub's proxy needs Node 18 or newer, and this is $${node:-none}. On Debian and Ubuntu this" \
	  "brings it, where they are not older than Debian 12 and Ubuntu 24.04: apt-get install npm"; exit 1; }
	$(HUB_PYTHON) -m venv .venv-hub
	.venv-hub/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	.venv-hub/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
	  --no-build-isolation --force-reinstall .
	cp deploy/hub/package.json deploy/hub/package-lock.json .venv-hub/
	npm ci --silent --no-audit --no-fund --prefix .venv-hub
	touch $@

# The other tools have a place of their own: they are large, and none of them is needed for anything
# else. Octave is taken where it can be had for nothing.
.venv-tools/.installed: pyproject.toml
	$(PYTHON) -m venv .venv-tools
	.venv-tools/bin/python -m pip install --quiet --disable-pip-version-check -e '.[tools]'
	command -v octave-cli >/dev/null || { apt-get update -qq && \
	  apt-get install -y -qq --no-install-recommends octave >/dev/null; } || true
	touch $@

# What builds the site of `make lite` is not what a student installs.
.venv-lite/.installed: deploy/lite/requirements.lock
	$(PYTHON) -m venv .venv-lite
	.venv-lite/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	touch $@

.venv-lock/bin/uv:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
