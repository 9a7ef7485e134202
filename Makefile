# Everything that is done with this checkout. `make` alone lists it.
SHELL := bash
MVN := nice -n 5 tools/mvn

.DEFAULT_GOAL := help
.PHONY: help run test quick check bench chaos audit fmt build docs image chart release clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start a cluster, Argo and the gateway, submit the example and keep serving (ARGS=--once, CLUSTER=<context>)
	@CLUSTER='$(CLUSTER)' tools/run $(ARGS)

test: ## all checks and all tests: unit, contract and testbed
	@tools/test

quick: ## unit tests alone, without the checks: the inner loop
	@$(MVN) -q -Dtiphys.checks.skip -Dtiphys.quick -pl proto,validation,command-line,client-sdk,service test

check: ## formatter, compiler checks, dependencies, architecture, generated files, versions, shell scripts; no testbed
	@$(MVN) -q verify -DskipITs
	@tools/version --check
	@tools/buf lint proto
	@tools/shellcheck

bench: ## latency, rate, processor time and memory: direct, through Envoy and through the gateway
	@bench/run $(ARGS)

chaos: ## attacks on a small gateway beside one good caller (ARGS=--short)
	@chaos/run abuse $(ARGS)

audit: ## the list of all libraries, held against known vulnerabilities (OSV_DATABASE=<directory>)
	@tools/audit

fmt: ## format all sources
	@$(MVN) -q spotless:apply

build: ## the gateway's jar and its libraries, and ./tiphys-lint
	@tools/build

docs: ## the documentation as a site in target/site, with all links checked (ARGS=--look: and looked at in a browser)
	@tools/site/build $(ARGS)

image: ## the gateway's image as an OCI archive, without Docker (ARGS=--untrained)
	@docker/image $(ARGS)

chart: ## tests of the chart and the image (ARGS=--cluster: also in the testbed)
	@manifests/test/run $(ARGS)

release: ## image, chart, jars, wheel, linter, SBOMs and checksums in target/release, verified (ARGS="--untrained --dirty")
	@tools/release $(ARGS)

clean: ## remove what was built in this checkout; caches outside stay
	@$(MVN) -q clean
	@rm -rf run target docker/target
