# What a person types. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help setup run stop clean test law bench check fix lock migration screenshots manage

python := .venv/bin/python
services := $(python) -m kiss.services
uv := $(or $(shell command -v uv),.tools/uv/bin/uv)
# Hashes and no host: any mirror serves, and none can slip in something else.
compile := $(uv) pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-header
# ARGS is handed on, for example: make test ARGS="-k handleplan"
ARGS ?=

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

setup: ## make the environment and fetch the front-end packages
	@scripts/bootstrap.sh
	@$(python) scripts/frontend.py

run: setup ## run the product with the demo: database, broker, web, worker, clock
	@exec $(services) run

stop: setup ## stop it from another terminal
	@$(services) stop

clean: setup ## remove the database, the uploads and the logs of this checkout
	@$(services) clean

test: setup ## every test, the browser's journeys too
	@scripts/browser.sh >/dev/null
	@exec $(services) test -- $(python) -m pytest -n 2 --dist worksteal $(ARGS)

law: setup ## the law's tests alone, in seconds and without a database; refreshes docs/law.md
	@$(python) -m law --markdown > docs/law.md
	@exec $(python) -m pytest -c /dev/null --rootdir . --confcutdir tests/law -q tests/law $(ARGS)

bench: setup ## the ratios that the product promises
	@exec $(services) bench -- $(python) -m bench $(ARGS)

check: setup ## format, style, types, templates, layers, migrations, deployment
	@exec $(services) check -- scripts/check.sh

fix: setup ## mend what a machine can mend
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .
	@$(python) -m djlint --reformat --quiet templates
	@git ls-files '*.py' | xargs $(python) -m django_upgrade --target-version 6.1

lock: setup ## write requirements/ anew from pyproject.toml
	@$(compile) pyproject.toml -o requirements/app.txt $(ARGS)
	@$(compile) --group dev -c requirements/app.txt pyproject.toml -o requirements/dev.txt $(ARGS)

migration: setup ## n=name_of_the_change
	@exec $(services) exec -- $(python) manage.py makemigrations -n $(n)

manage: setup ## c="a management command"
	@exec $(services) exec -- $(python) manage.py $(c)

screenshots: setup ## every page of the running demo as a picture into out/
	@scripts/browser.sh >/dev/null
	@exec $(python) scripts/screenshots.py
