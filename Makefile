# Every command that a person or a CI job needs. `make` alone lists them.
#
# Needs GNU make 4, git, Python 3.11 or newer, and a Pulumi CLI or the Go to build one with.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

PYTHON ?= python3
# Tests also wait for processes that they start, so that one more of them keeps all processors at work.
JOBS ?= $(shell expr 1 + $$(getconf _NPROCESSORS_ONLN))
ARGS ?=
# A few tests at a time, since those that take long come first: no process is to begin with all of them.
PYTEST = pytest -n $(JOBS) --maxschedchunk 4

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
UV := $(BIN)/uv
PULUMI_AWS := .venv-pulumi-aws
SITE := .venv-docs
PULUMI_POLICY := .venv-pulumi-policy
CODE := provider emulator tools tests examples benchmarks
SOURCES := provider/pulumi_servicecatalog emulator/catalog_emulator tools

# Every target in plain small letters is a command, and no file of that name.
.PHONY: $(shell awk -F: '/^[a-z-]+:/ {print $$1}' Makefile)

WORKFLOWS = $(wildcard .github/workflows/*.yml) $(COPIED)
# Those that users copy from ci/.
COPIED = $(wildcard ci/github/*.yml)
ISSUE_FORMS = $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
# actionlint comes as a Go module alone. Without Go the workflows are checked by the rest, and by actionlint in CI.
ACTIONLINT = $(if $(shell command -v go 2>/dev/null),go -C tools/actionlint tool actionlint $(abspath $(WORKFLOWS)),\
	@echo 'actionlint was left out: it needs Go' >&2)

# Hundreds of processes import the same files, so that their bytecode is kept.
unexport PYTHONDONTWRITEBYTECODE

# Starts a recipe line that needs `pulumi`: puts the venv and the CLI on PATH, or fails with the reason. A target that
# needs more language hosts than Python's, or another environment, names them.
PULUMI_HOSTS :=
PROGRAMS := $(BIN)
WITH_PULUMI = exports=$$($(BIN)/python -m tools.pulumi $(PULUMI_HOSTS) --export "$(CURDIR)/$(PROGRAMS)") && eval "$$exports" &&

# A missing prerequisite is one line that says what to do: `command || $(call fail,message)`.
fail = { echo "$(1)" >&2; exit 1; }
NO_NETWORK = If the network is the reason: make it reachable, or name a mirror in

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' $(ARGS)

# Puts the pinned packages of requirements/ and those of this repository into an environment:
# $(call install,.venv,dev.txt)
define install
	@echo 'Installing the pinned packages into $(1)' >&2
	@$(UV) pip install --quiet --python $(1) --compile-bytecode --only-binary :all: --require-hashes -r requirements/$(2) >&2 || \
		$(call fail,The packages could not be installed. $(NO_NETWORK) UV_DEFAULT_INDEX.)
	@$(UV) pip install --quiet --python $(1) --no-deps --no-build-isolation \
		--editable . --editable ./emulator >&2
	@$(1)/$(notdir $(BIN))/python -m compileall -q provider/pulumi_servicecatalog emulator/catalog_emulator >&2
endef

help: ## list these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {gsub(/[$$][$$]/, "$$"); printf "  make %-13s %s\n", $$1, $$2}' Makefile

demo: venv ## adopt a stack, then those of three accounts, then in waves, on this machine; no AWS account
	@$(WITH_PULUMI) $(BIN)/python -m tools.demo $(ARGS)

# Of the random cases a fifth: `make test` tries all. The parts without a process or a socket have their gate; what
# catalogctl lacks is only shown.
unit: venv ## run the tests that start no process and open no socket (half a minute), and measure what they reach
	@rm -f .coverage .coverage.*
	@parts=$$(getconf _NPROCESSORS_ONLN) && seq "$$parts" | xargs -P "$$parts" -I{} sh -c \
		'part=$$1; shift; printed=$$($(UNIT) --part "$$part" "$$@" 2>&1); status=$$?; echo "$$printed"; exit $$status' \
		unit {}/"$$parts" $(ARGS)
	@$(BIN)/coverage combine -q
	@$(BIN)/coverage report --include '*/pulumi_servicecatalog/cli/*' --format total | sed 's/^/catalogctl: /;s/$$/ %/'
	@$(BIN)/coverage report --omit '*/pulumi_servicecatalog/cli/*' --fail-under $(UNIT_COVERAGE)

UNIT_COVERAGE := 98

# A process for each processor, which knows nothing of the others: pytest-xdist takes as long as a short test does.
UNIT = $(BIN)/coverage run -m pytest -p no:xdist -p no:cacheprovider --hypothesis-profile few -q tests/unit

test: venv $(if $(ARGS),,test-pulumi-aws test-pulumi-policy) ## run every test; ARGS="-k word" and JOBS=2 are passed to pytest
	@$(WITH_PULUMI) $(BIN)/python -m $(PYTEST) -m 'not left_to_test_all' $(ARGS)

test: PULUMI_HOSTS = $(if $(shell command -v node 2>/dev/null),--host nodejs)

test-all: venv sdks $(if $(ARGS),,test-pulumi-aws test-pulumi-policy) ## run what `make test` leaves out as well, as the Go SDK; needs Node.js and Go
	@$(WITH_PULUMI) $(BIN)/python -m $(PYTEST) --hypothesis-profile many $(ARGS)

test-all: PULUMI_HOSTS = --host nodejs --host go

# The tests of examples/23-with-pulumi-aws, in the one environment that has pulumi-aws. ARGS are for the others.
test-pulumi-aws: $(PULUMI_AWS)/installed
	@$(PULUMI_AWS)/bin/python -m $(PYTEST) tests/integration/with_pulumi_aws

# The tests of the policy pack, in the one environment that has pulumi-policy.
test-pulumi-policy: venv $(PULUMI_POLICY)/installed
	@$(WITH_PULUMI) $(PULUMI_POLICY)/bin/python -m $(PYTEST) tests/integration/with_pulumi_policy

test-pulumi-policy: PROGRAMS = $(PULUMI_POLICY)/bin

bench: venv ## measure, and print a table (minutes); ARGS=--full measures all, ARGS="--only start-up" a part
	@$(WITH_PULUMI) $(BIN)/python -m benchmarks $(ARGS)

crash-matrix: venv ## kill the provider and the engine at every AWS call (many minutes)
	@$(WITH_PULUMI) $(BIN)/python -m $(PYTEST) tests/e2e/kill_points --crash-matrix $(ARGS)

check: venv ## format, lint, types, layers, stale generated files, retired words, duplicated code, .github, ci
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.generate --check
	$(BIN)/python -m tools.style
	$(BIN)/python -m tools.interface
	$(BIN)/pylint --disable=all --enable=duplicate-code --min-similarity-lines=12 --recursive=y $(SOURCES)
	$(BIN)/zizmor --quiet --offline --persona=pedantic .github $(COPIED)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows $(WORKFLOWS)
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci ci/gitlab/.gitlab-ci.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(ISSUE_FORMS)
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(ACTIONLINT)

format: venv ## format the code and apply the lint fixes that are safe
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generate: venv ## write the files that follow from schema.json and from the registry of problems
	@$(BIN)/python -m tools.generate

sdks: venv ## make the SDKs for TypeScript and Go in sdks/, where their examples look for them; needs Go
	@$(BIN)/python -m tools.sdks

venv: .venv/installed ## make .venv with the pinned packages and those of this repository
	@:

pulumi: venv ## obtain a Pulumi CLI (PATH, cache, installer, or built with Go) and print its folder
	@$(BIN)/python -m tools.pulumi $(ARGS)

env: venv ## print what puts .venv/bin and Pulumi on PATH: eval "$$(make -s env)"
	@$(BIN)/python -m tools.pulumi --export "$(CURDIR)/$(BIN)"

lock: $(UV) ## pin the packages again in requirements/; ARGS=--upgrade takes newer ones
	$(COMPILE) requirements/uv.in -o requirements/uv.txt
	$(COMPILE) --group dev --extra fleet pyproject.toml emulator/pyproject.toml -o requirements/dev.txt
	$(COMPILE) --group pyproject.toml:release -c requirements/dev.txt -c requirements/uv.txt -o requirements/release.txt
	$(COMPILE) --group docs -o requirements/docs.txt
	$(COMPILE) -c requirements/dev.txt pyproject.toml -o provider/requirements.txt
	$(COMPILE) pyproject.toml emulator/pyproject.toml requirements/pulumi-aws.in -o requirements/pulumi-aws.txt
	$(COMPILE) --extra policy pyproject.toml emulator/pyproject.toml requirements/pulumi-policy.in -o requirements/pulumi-policy.txt

docs: $(SITE)/installed ## make one site of README.md and docs/ in build/docs
	@$(SITE)/bin/sphinx-build --quiet --fail-on-warning --keep-going -c docs . build/docs $(ARGS)
	@echo 'Open build/docs/docs/index.html' >&2

release: venv ## make all that a release uploads in release/ (ARGS=FOLDER names another), and upload nothing
	@$(BIN)/python -m tools.release $(or $(ARGS),release)

clean: ## remove .venv and what the tools leave here (the Pulumi CLI stays in the user's cache)
	rm -rf .venv sdks build release $(PULUMI_AWS) $(SITE) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis demo-report $(PULUMI_POLICY)
	find $(wildcard $(CODE)) -name __pycache__ -prune -exec rm -rf {} +

# Standard output belongs to `make env`, so what happens here is shown on standard error.
.venv/installed: $(UV) requirements/dev.txt pyproject.toml emulator/pyproject.toml provider/pulumi_servicecatalog/version.py
	$(call install,.venv,dev.txt)
	@touch $@

$(PULUMI_AWS)/installed: $(UV) requirements/pulumi-aws.txt pyproject.toml emulator/pyproject.toml
	@$(UV) venv --quiet --clear --python $(BIN)/python $(PULUMI_AWS) >&2
	$(call install,$(PULUMI_AWS),pulumi-aws.txt)
	@touch $@

# Sphinx and awscli want different versions of docutils.
$(SITE)/installed: $(UV) requirements/docs.txt
	@$(UV) venv --quiet --clear --python $(BIN)/python $(SITE) >&2
	@$(UV) pip install --quiet --python $(SITE) --only-binary :all: --require-hashes -r requirements/docs.txt >&2 || \
		$(call fail,The packages could not be installed. $(NO_NETWORK) UV_DEFAULT_INDEX.)
	@touch $@

$(PULUMI_POLICY)/installed: $(UV) requirements/pulumi-policy.txt pyproject.toml emulator/pyproject.toml
	@$(UV) venv --quiet --clear --python $(BIN)/python $(PULUMI_POLICY) >&2
	$(call install,$(PULUMI_POLICY),pulumi-policy.txt)
	@touch $@

$(UV): requirements/uv.txt
	@command -v git >/dev/null || $(call fail,git is missing: install it.)
	@command -v $(PYTHON) >/dev/null || \
		$(call fail,$(PYTHON) is missing: install Python 3.11 or newer (or name one: make PYTHON=python3.12 ...))
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		$(call fail,$(PYTHON) is $$($(PYTHON) --version 2>&1): install Python 3.11 or newer (or name one: make PYTHON=python3.12 ...))
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		$(call fail,$(PYTHON) lacks its venv module: install it (on Debian and Ubuntu: apt install python3-venv).)
	@echo 'Making .venv' >&2
	@$(PYTHON) -m venv .venv >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt >&2 || \
		$(call fail,uv could not be installed. $(NO_NETWORK) PIP_INDEX_URL.)
	@touch $@
