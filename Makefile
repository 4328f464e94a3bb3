# For those used to make; npm knows the same by its own names (package.json). `make` lists what there is.
SHELL := /bin/bash
NODE := node_modules/.bin/node
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup start specs console routes engines bash checks

help: ## What there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/\1\t\2/' | expand -t 10

setup:
	@node scripts/setup.mjs

start: ## The hub on this machine (ENGINES=real: on Kafka, DynamoDB Local and OpenSearch)
	npm start -- $(if $(ENGINES),--engines=$(ENGINES))

specs: ## Every tier of tests, or some: make specs TIERS="unit scenarios"
	npm test -- $(TIERS)

console: setup ## A prompt with the stores of the hub open, whether it runs or not (PARLEY_HOME says which hub)
	@$(NODE) scripts/console.ts

routes: setup ## The route table: method, path, roles, file (make routes OF=tickets)
	@$(NODE) scripts/routes.ts $(OF)

engines: setup ## The real engines without the hub (make engines DO=stop ends them)
	@$(NODE) local/engines/main.ts $(or $(DO),start)

checks: setup ## What is looked at without a test: templates, grants, licences, secrets, the API's documents (OF=name: one of them)
	@$(NODE) scripts/checks/run.ts $(OF)

bash: setup ## A shell: in compose's hub when that runs, else here with Node and all tools on the path
	@if docker compose ps --status running --services 2>/dev/null | grep -qx hub; then exec docker compose exec hub bash; else exec bash; fi
