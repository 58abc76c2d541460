# make demo    builds the graph of the sample articles and says where to look
# make test    every test; needs nothing from the network once the environment stands
# make lint    ruff, mypy --strict, the import contracts
# make gate    scores against the gold annotation and the sizes of the house
# make ontology   docs/ontology.html anew, from ontology/khabar.ttl
# make w3c     the SPARQL tests of the W3C on our query path, each failure ours or the engine's (SUITE=folder for another copy)
# make bench   words/s, quads/s, peak memory on 2,000 articles
# make bench-page    how fast the page opens and drags in Chromium, beside pyvis as it comes
# make bench-exports memory and time of every export of a million triples, beside pyoxigraph's own dump
# make bench-store   insert beside raw pyoxigraph, twelve questions beside rdflib, heavy sums with and without the statistics
# make bench-serve    32 clients for a minute at kg serve while the graph is written, beside oxigraph serve where its program is found
# make bench-incremental  a build again with nothing changed, and with one article of 500, 1,000 and 2,000 changed
# make bench-peers   words/s beside a table of mazini's and the analyser farahidi, on the same words
# make screenshots   the pictures of the page in docs/, from the sample articles (needs Chromium)
# make lock    pins the dependencies anew (after a change of pyproject.toml)

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := demo

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCKS := requirements.lock requirements-build.lock

.PHONY: demo test lint gate ontology w3c screenshots bench bench-exports bench-incremental bench-page bench-serve bench-store bench-peers lock clean run-environment dev-environment

demo: run-environment
	$(BIN)/kg build examples --manifest examples/manifest.csv -o output
	@echo
	@echo "Open output/network.html in a browser; the triples are in output/graph.ttl, the events in output/events.csv."
	@echo "Ask the graph:  $(BIN)/kg query --list"

test: dev-environment
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: dev-environment
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: dev-environment
	$(BIN)/python tools/quality_gate.py

ontology: dev-environment
	$(BIN)/python tools/ontology_page.py

# The tests are others' work: they come from the source distribution of rdflib, which carries a copy, into a folder that git passes over.
SUITE ?= .w3c/sparql11
w3c: dev-environment $(SUITE)
	$(BIN)/python -m tools.w3c_sparql $(SUITE)

.w3c/sparql11: tools/w3c.txt | dev-environment
	rm -rf .w3c
	$(PIP) download --require-hashes --no-deps --no-binary :all: --dest .w3c -r tools/w3c.txt
	tar -xzf .w3c/rdflib-*.tar.gz -C .w3c --strip-components=5 "$$(basename .w3c/rdflib-*.tar.gz .tar.gz)/test/data/suites/w3c/sparql11"
	rm .w3c/rdflib-*.tar.gz
	touch $@

screenshots: dev-environment
	PYTHONPATH=. $(BIN)/python tools/screenshots.py

bench: run-environment
	$(BIN)/python benchmarks/bench.py

bench-page: dev-environment
	PYTHONPATH=. $(BIN)/python benchmarks/page.py 200 1000 5000 50000

bench-exports: dev-environment
	$(BIN)/python benchmarks/exports.py

bench-incremental: run-environment
	$(BIN)/python benchmarks/incremental.py

bench-store: dev-environment
	$(BIN)/python benchmarks/store.py

bench-serve: dev-environment demo
	PYTHONPATH=. $(BIN)/python benchmarks/serve.py output

# A peer under the GPL lives in a folder of its own, which only this benchmark sees.
bench-peers: dev-environment
	$(PIP) install --require-hashes --no-deps --upgrade --target .peers -r benchmarks/peers.txt
	PYTHONPATH=.peers $(BIN)/python benchmarks/peers.py

# A stamp beside each step, so that an environment is made anew when its lock changed and not before.
run-environment: $(VENV)/.installed
dev-environment: $(VENV)/.installed-dev

$(VENV)/.locked: $(LOCKS)
	@test -n "$(PYTHON)" || { echo "No Python found; install 3.11 or later (Debian: apt install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old; Khabar needs 3.11 or later (make PYTHON=/path/to/python3.11)." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "This Python cannot make environments; install what is missing (Debian: apt install python3-venv) and try again." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --require-hashes $(addprefix -r ,$(LOCKS))
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# No index address is written, so that a lock says the same wherever it was made; the development lock follows the run-time one.
COMPILE := $(BIN)/pip-compile --quiet --upgrade --strip-extras --allow-unsafe --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

lock: dev-environment
	$(COMPILE) -o requirements.lock pyproject.toml
	$(COMPILE) --only-build-deps --build-deps-for wheel -c requirements.lock -o requirements-build.lock pyproject.toml
	$(COMPILE) --extra dev -c requirements.lock -c requirements-build.lock -o requirements-dev.lock pyproject.toml

# output/ stays: it may hold a graph that took long to build.
clean:
	rm -rf $(VENV) .peers .w3c dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
