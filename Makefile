# `make demo` and `make test` need Python 3.11 or newer and nothing else. `make help` lists all words.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYBABEL := PYTHONPATH=. $(BIN)/pybabel --quiet
CATALOG := locale/de/LC_MESSAGES/django
TEMPLATE := .var/messages.pot
# Two calls at once do not make the same things: the second one waits.
ALONE := $(PYTHON) -m smartregion.alone $(MAKE) --no-print-directory
STATIC_SOURCES := $(shell find static -type f)

PRODUCTION := DEMO=0 ALLOWED_HOSTS=atlas.example EMAIL_URL=smtp+tls://atlas.example \
	DATABASE_URL=postgres://atlas.example/atlas \
	SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))")

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help demo demo-fresh run test check bench reliability simulation screenshots lock messages
.DEFAULT_GOAL := help

help: ## list these words
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: export DEMO = 1
demo: ## everything with invented returns on http://127.0.0.1:8000 (PORT= changes it)
	@$(ALONE) .venv/runtime.stamp $(CATALOG).mo .var/static.stamp
	@exec $(MANAGE) demo --port $(PORT)

demo-fresh: export DEMO = 1
demo-fresh: ## the demonstration from its beginning: what was done in it is gone
	@$(ALONE) .venv/runtime.stamp $(CATALOG).mo .var/static.stamp
	@exec $(MANAGE) demo --fresh --port $(PORT)

run: export DEBUG = 1
run: export DEMO = 1
run: ## development server, reloads on changes
	@$(ALONE) .venv/runtime.stamp $(CATALOG).mo
	$(MANAGE) prepare_demo --port $(PORT)
	$(MANAGE) runserver 127.0.0.1:$(PORT)

test: ## all tests; ARGS= goes to pytest
	@$(ALONE) .venv/dev.stamp $(CATALOG).mo
	$(BIN)/pytest $(ARGS)

check: export DEMO = 1
check: .venv/dev.stamp $(CATALOG).mo ## style, types, rooms, migrations, translations, production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(PYBABEL) extract -F pyproject.toml $(EXTRACT) -o $(TEMPLATE) .
	$(BIN)/python -m smartregion.translations $(TEMPLATE) $(CATALOG).po
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

bench: .venv/dev.stamp $(CATALOG).mo .var/static.stamp ## speed, as ratios to a bare view; ROUNDS= changes the rounds
	$(BIN)/python -m tests.benchmarks $(if $(ROUNDS),--rounds $(ROUNDS))

reliability: .venv/dev.stamp $(CATALOG).mo .var/static.stamp ## kills the server while answers are saved; ARGS= such as --kills 500
	$(BIN)/python -m tests.reliability $(ARGS)

simulation: .venv/dev.stamp ## whether the intervals keep what they promise; writes docs/method.md; ARGS= such as --repetitions 200
	$(BIN)/python -m tests.simulation $(ARGS)

screenshots: .venv/dev.stamp $(CATALOG).mo .var/static.stamp ## the pictures of the README
	$(BIN)/python -m tests.screenshots

# --- installing ---

.venv/bin/python:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed.')"
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: locks/runtime.txt | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r $<
	@touch $@

.venv/dev.stamp: locks/dev.txt .venv/runtime.stamp
	$(BIN)/pip install --quiet --require-hashes -r $<
	@touch $@

.var/static.stamp: $(STATIC_SOURCES) .venv/runtime.stamp
	@mkdir -p .var
	DEMO=1 $(MANAGE) collectstatic --no-input --clear --verbosity 0
	@touch $@

# --- dependencies and translations ---

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock" pyproject.toml

lock: .venv/dev.stamp ## write the lock files anew
	$(COMPILE) -o locks/runtime.txt
	$(COMPILE) --extra dev -c locks/runtime.txt -o locks/dev.txt

EXTRACT := --no-location --sort-output --no-wrap \
	-k gettext_lazy -k ngettext_lazy:1,2 -k pgettext_lazy:1c,2 -k npgettext_lazy:1c,2,3

messages: .venv/dev.stamp ## collect the texts to translate into the German catalogue
	@mkdir -p .var
	$(PYBABEL) extract -F pyproject.toml $(EXTRACT) -o $(TEMPLATE) .
	$(PYBABEL) update -D django -d locale -l de -i $(TEMPLATE) --no-fuzzy-matching --no-wrap --ignore-obsolete --ignore-pot-creation-date

%.mo: %.po .venv/runtime.stamp
	$(BIN)/pybabel --quiet compile -i $< -o $@
