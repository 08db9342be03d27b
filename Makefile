PYTHON ?= .venv/bin/python
CONSUMERS = texlive-latex-base texlive-bibtex-extra texlive-publishers texlive-fonts-recommended biber pandoc bibutils poppler-utils

.PHONY: setup test test-long lint types accept consumers csl-differential bench schema ci clean

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

consumers:
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(CONSUMERS)

# The packages that npm has put somewhere: make csl-differential CITEPROC_JS=…/node_modules/citeproc
CITEPROC_JS ?= node_modules/citeproc
csl-differential:
	$(PYTHON) benchmarks/csl_differential.py --citeproc $(CITEPROC_JS)
	$(PYTHON) benchmarks/csl_differential.py --citeproc $(CITEPROC_JS) --items tests/csl/varied.json --every 5

bench:
	$(PYTHON) benchmarks/cold_start.py
	$(PYTHON) benchmarks/many_records.py

schema:
	$(PYTHON) -m kyutai_bib schema -o data/papers.schema.json

ci:
	bash .ci/run

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
