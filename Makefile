# make run    set up, then open the window on the sample programme (no screen: make its papers)
# make test   set up, then run every test
# make pictures  draw the pictures of the docs again
# make endurance  the long run of kills, full disks and crowded servers
# make check  format, lint, types, import contracts, translations
# make lock   compile requirements/*.txt again from requirements/*.in (needs uv)
SHELL := /bin/bash
.DELETE_ON_ERROR:
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard translations/*/LC_MESSAGES/workshopdesk.po)
MO := $(PO:.po=.mo)
NO_SCREEN := $(shell [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY" ] && [ -z "$$WAYLAND_DISPLAY" ] && echo yes)

.PHONY: run test check endurance format lock catalogue pictures saved clean

run: $(VENV)/run.stamp $(MO)
ifeq ($(NO_SCREEN),yes)
	$(BIN)/python -m workshopdesk demo --out build/demo
else
	@packaging/debian-packages.sh window
	[ -e build/window/demo.wdb ] || $(BIN)/python -m workshopdesk demo --out build/window --no-papers
	$(BIN)/python -m workshopdesk --data build/window/demo.wdb
endif

test: $(VENV)/dev.stamp $(MO)
	@packaging/debian-packages.sh window test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

endurance: $(VENV)/dev.stamp $(MO)
	WORKSHOPDESK_ENDURANCE=200 $(BIN)/python -m pytest -q --durations=15 tests/store/test_endurance.py \
		tests/store/test_full_disk.py tests/store/test_crowd.py tests/ui/test_reopening.py \
		tests/services/test_certificate_trials.py

check: $(VENV)/dev.stamp $(MO)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy src tests benchmarks translations docs
	$(BIN)/lint-imports
	$(BIN)/python translations/catalogue.py check

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

catalogue: $(VENV)/dev.stamp
	$(BIN)/python translations/catalogue.py update

pictures: $(VENV)/dev.stamp $(MO)
	$(BIN)/python docs/pictures.py build/pictures
	mkdir -p docs/pictures
	cp build/pictures/{home,agenda,participants,groups,attendance,papers}-lo-light.png \
		build/pictures/participants-en-dark.png docs/pictures/
	$(BIN)/python -m workshopdesk demo --out build/demo >/dev/null
	pdftoppm -r 80 -png -singlefile -l 1 build/demo/papers/BUALAPHA-2025-sign-in-sheet-lo.pdf \
		docs/pictures/sign-in-sheet-lo

lock:
	for f in run dev; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate requirements/$$f.in -o requirements/$$f.txt; done

clean:
	rm -rf build dist .venv

$(VENV)/bin/python:
	@packaging/debian-packages.sh venv "$(PYTHON)"
	$(or $(PYTHON),$(error Python 3.11 or newer was not found; install it or name it: make PYTHON=/path/to/python3.11)) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

%.mo: %.po $(VENV)/run.stamp
	$(BIN)/pybabel --quiet compile -i $< -o $@
