PYTHON ?= .venv/bin/python
DEBIAN = texlive-latex-base texlive-bibtex-extra texlive-publishers texlive-fonts-recommended \
  texlive-luatex lmodern biber pandoc bibutils poppler-utils jabref nodejs
# What reads our output in tests and is not Debian's lies here, apart from the program's own environment.
APART = .consumers

.PHONY: setup test test-long lint types accept programs consumers accept-consumers csl-differential csl-speed bench schema ci \
  clean

setup:
	python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --editable '.[dev,styles]'

test:
	$(PYTHON) -m pytest --numprocesses auto

test-long:
	$(PYTHON) -m pytest --numprocesses auto -m long

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

accept: schema
	$(PYTHON) -m pytest -q --accept tests/writers tests/csl tests/reader tests/test_readme.py tests/enrich/test_readme.py
	git diff --stat

programs: $(APART)/node/installed $(APART)/python/installed $(APART)/cffconvert/installed
	dpkg-query --show $(DEBIAN) >/dev/null 2>&1 || { apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(DEBIAN); }

$(APART)/node/installed: tests/consumers/node/package.json tests/consumers/node/package-lock.json
	mkdir -p $(@D)
	cp $^ $(@D)
	npm ci --prefix $(@D) --silent --no-audit --no-fund --ignore-scripts
	touch $@

$(APART)/%/installed: tests/consumers/python/%.txt
	python3 -m venv $(@D)
	$(@D)/bin/pip install --quiet --requirement $<
	touch $@

consumers: programs
	KYUTAI_BIB_NO_SKIP=1 $(PYTHON) -m pytest --numprocesses auto -m "long or not long" tests/consumers

accept-consumers: programs
	KYUTAI_BIB_NO_SKIP=1 $(PYTHON) -m pytest -q --accept -m "long or not long" tests/consumers/test_arrival.py
	git diff --stat

# The packages that npm has put somewhere: make csl-differential CITEPROC_JS=…/node_modules/citeproc
CITEPROC_JS ?= node_modules/citeproc
csl-differential:
	$(PYTHON) benchmarks/csl_differential.py --citeproc $(CITEPROC_JS)
	$(PYTHON) benchmarks/csl_differential.py --citeproc $(CITEPROC_JS) --items tests/csl/usual.json
	$(PYTHON) benchmarks/csl_differential.py --citeproc $(CITEPROC_JS) --items tests/csl/varied.json --every 5
	$(PYTHON) benchmarks/csl_differential.py --citeproc $(CITEPROC_JS) --document tests/csl/document.json --every 5

# About a quarter of an hour; other work on the machine distorts it.
csl-speed:
	$(PYTHON) benchmarks/csl_speed.py --citeproc $(CITEPROC_JS) --pandoc
	$(PYTHON) benchmarks/csl_speed.py --citeproc $(CITEPROC_JS) --linear --rounds 1

bench:
	$(PYTHON) benchmarks/cold_start.py
	$(PYTHON) benchmarks/many_records.py

schema:
	$(PYTHON) -m kyutai_bib schema -o data/papers.schema.json

ci:
	bash .ci/run

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
