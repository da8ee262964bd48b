# Everything is run through `make`. It needs Python 3.11 or newer, make and a package index;
# the first target you run makes `.venv` from the locked requirements.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# Named after the content of the lock, so that another lock makes another environment.
READY  := $(VENV)/.requirements-$(shell cksum < requirements.txt | cut -d ' ' -f 1)
# Processes the tests run on.
JOBS   ?= logical

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint types format benchmark fuzz kill reader environment lock clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Publish the shipped packs to a registry of your own and install one in a new project
	@$(BIN)/python -m fixtures.demo $(ARGS)

serve: $(READY) ## Run the site with the shipped packs; prints its address, Ctrl-C ends it
	@$(BIN)/python -m fixtures.demo --serve

test: $(READY) ## Run the whole test suite
	@tests/support/install_browser.sh || true
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(READY) ## Check style, import contracts and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache

types: $(READY) ## Check types
	@$(BIN)/mypy

format: $(READY) ## Format the code and repair what ruff can
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

benchmark: $(READY) ## Measure against the bars, each beside a named peer
	@$(BIN)/python -m benchmarks $(ARGS)

fuzz: $(READY) ## Try every reader of strangers' bytes with inputs of all kinds (ARGS="archive --seconds 600")
	@$(BIN)/python -m tests.fuzz $(ARGS)

kill: $(READY) ## Kill installs, updates, removals and undos at every one of a thousand calls each
	@$(BIN)/python -m tests.kill $(ARGS)

reader: $(READY) ## Make the weights of the reader of passages again, from the labelled passages and skills
	@$(BIN)/python -m fixtures.train_reader

environment: $(READY) ## Make the environment and nothing else

lock: $(READY) ## Resolve pyproject.toml again into requirements.txt (ARGS=--upgrade for newest versions)
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group server --group dev --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-emit-index-url \
		--no-header --quiet --output-file requirements.txt $(ARGS)

clean: ## Remove the environment, caches and the local registry's data
	@rm -rf $(VENV) var build dist htmlcov .coverage* .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "error: \`$(PYTHON)\` is older than Python 3.11"; \
		     echo "hint: name a newer one: \`make $(MAKECMDGOALS) PYTHON=python3.12\`"; exit 1; }
	@echo "Making $(VENV) from requirements.txt (a minute or two, once)"
	@$(PYTHON) -m venv $(VENV)
	@# Python compiles a module when it is first imported, and most of these never are.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.txt
	@touch $@
