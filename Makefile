# The whole workflow. Every target first makes .venv ready for itself (scripts/setup.sh), quickly when nothing changed.
# PYTHON=/path/to/python3 chooses the interpreter, ARGS="…" goes to the tool: make test ARGS="-k grid"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup ocr demo test torture lint mutate fuzz bench docs lock clean

help:  ## list these targets
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make .venv with everything a user needs; then .venv/bin/nianbao works
	@scripts/setup.sh

ocr: setup  ## add what reads scanned reports (120 MB of wheels with their models; no network afterwards)
	@scripts/setup.sh ocr

demo: setup  ## crawl the sample district that ships with the project, and show what was stored (ARGS=--serve: in a browser too)
	@.venv/bin/nianbao demo $(ARGS)

test:  ## run all tests
	@scripts/setup.sh test
	.venv/bin/python -m pytest -n auto --dist loadfile $(ARGS)

torture:  ## kill, cut, fill and disturb the program for a quarter of an hour (ARGS="--minutes 60 --json out.json")
	@scripts/setup.sh test
	.venv/bin/python -m tests.torture $(ARGS)

lint:  ## rules, format, types, and the import arrow
	@scripts/setup.sh lint
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	@scripts/audit.sh

mutate:  ## change the readers' code in a thousand ways and see which changes no test notices (ARGS="crawler.extractors.numbers*")
	@scripts/setup.sh test mutate
	.venv/bin/python -m mutmut run $(ARGS)
	.venv/bin/python -m mutmut results

fuzz:  ## feed every reader with broken input for a while (ARGS="pdf --seconds 600")
	@scripts/setup.sh test fuzz
	.venv/bin/python -m tests.fuzz $(ARGS)

bench:  ## measure speed and size against the goals (ARGS=--quick for a first look)
	@scripts/setup.sh bench
	.venv/bin/python -m benchmarks $(ARGS)

docs:  ## build the documentation into site/
	@scripts/setup.sh docs
	NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict $(ARGS)

lock:  ## renew requirements/*.txt (ARGS=--upgrade for the newest versions)
	@scripts/setup.sh lock
	scripts/lock.sh $(ARGS)

clean:  ## remove .venv and whatever was built; data/ stays
	rm -rf .venv build dist site .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
