# Everything a newcomer needs is `make run` and `make test`; both install what is missing first.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin
DATA ?= data
JOBS ?= 2

.PHONY: help
help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup setup-run setup-demo
setup-run setup-demo setup:
	@test -n "$(PYTHON)" || { echo "Verso needs Python 3.11 or later: none was found."; exit 1; }
	@$(PYTHON) scripts/setup.py $(patsubst setup-%,%,$(patsubst setup,test,$@))

.PHONY: run
run: setup-run ## Start Verso on this machine and say where to open it
	@VERSO_DATA_FOLDER=$${VERSO_DATA_FOLDER:-$(DATA)} $(BIN)/verso serve $(ARGS)

.PHONY: demo
demo: setup-demo ## Fill a demo book with drawn cards of invented people, and start Verso on it
	@VERSO_DATA_FOLDER=$(DATA)/demo $(BIN)/verso demo
	@VERSO_DATA_FOLDER=$(DATA)/demo $(BIN)/verso serve $(ARGS)

.PHONY: test
test: setup ## Run every test
	@$(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal $(ARGS)
	@$(BIN)/python scripts/node.py --test tests/js/*.test.js

.PHONY: soak
soak: setup ## Take 200 cards without a network while everything dies, and see each arrive once
	@VERSO_SOAK_CARDS=$${VERSO_SOAK_CARDS:-200} $(BIN)/python -m pytest -q -s -p no:xdist tests/browser/test_outbox_storms.py $(ARGS)

.PHONY: test-postgresql
test-postgresql: setup ## Run the application's tests on PostgreSQL instead of SQLite
	@VERSO_TESTS_ON=postgresql $(BIN)/python -m pytest -q -n $(JOBS) --dist worksteal tests/app $(ARGS)

.PHONY: check
check: setup ## Lint, types (mypy strict) and the direction of dependencies
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_architecture.py

.PHONY: bench
bench: setup ## Measure speed and memory, and write docs/performance.md
	@$(BIN)/python -m bench.reading $(ARGS)

.PHONY: bench-desk
bench-desk: setup ## Measure the review, a book of 50,000, doubles and imports, and write their pages in docs/
	@$(BIN)/python -m bench.review
	@$(BIN)/python -m bench.book
	@$(BIN)/python -m bench.duplicates
	@$(BIN)/python -m bench.importing

.PHONY: bench-capture
bench-capture: setup ## Measure taking photos on the phone, and write docs/capture*.md
	@$(BIN)/python -m bench.capture
	@$(BIN)/python -m bench.outline --films 4

.PHONY: accuracy
accuracy: setup ## Measure what is read right, beside two other readers, and write docs/accuracy*.md
	@$(BIN)/python -m bench.accuracy $(ARGS)
	@$(BIN)/python -m bench.handwriting
	@$(BIN)/python -m bench.finding
	@$(BIN)/python -m bench.proposals

.PHONY: messages
messages: setup ## Bring the French and English catalogues up to date
	@$(BIN)/python scripts/messages.py

.PHONY: screenshots
screenshots: setup ## Take the pictures of the documentation
	@$(BIN)/python -m scripts.screenshots $(ARGS)

.PHONY: lighthouse
lighthouse: setup ## Measure how the first screens open, and write docs/lighthouse.md
	@$(BIN)/python -m scripts.lighthouse

.PHONY: lock
lock: setup ## Lock the newest allowed versions of the Python packages
	@$(BIN)/python scripts/lock.py

.PHONY: clean
clean: ## Remove what was installed and built here; the data folder stays
	rm -rf .venv node_modules web/static/vendor build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
