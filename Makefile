# `make run` opens the desk, `make test` runs every check; both first set up what they need.
BIN := .venv/bin
# A machine may forbid it; then every start of the program compiles all its modules.
export PYTHONDONTWRITEBYTECODE :=
EXAMPLE := voorbeeld

.PHONY: ready ready-for-tests run test lint soak bench screenshots judge translations windows
.DEFAULT_GOAL := run
.NOTPARALLEL:

ready:
	@sh tools/setup.sh

# Also what only the tests ask of the machine: PostgreSQL, LibreOffice, poppler.
ready-for-tests:
	@sh tools/setup.sh --tests

run: ready
	@ls $(EXAMPLE)/*.ibo >/dev/null 2>&1 || $(BIN)/ibo-desk demo $(EXAMPLE)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/ibo-desk open $(EXAMPLE)/*.ibo; \
	else \
		echo "Geen scherm gevonden: het venster opent niet. Het voorbeeld en alle papieren liggen in $(CURDIR)/$(EXAMPLE)"; \
	fi

lint: ready
	$(BIN)/python -m tools.translations --check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every rule, and of each page some paths: under five minutes on two cores. The long tests are in `make soak`.
test: ready-for-tests lint
	$(BIN)/python -m pytest -q -n auto -m "not long" $(ARGS)

# What takes long: the tests marked so, then kills, damage, collisions, by the thousand; figures for docs/trust.md.
soak: ready-for-tests
	$(BIN)/python -m pytest -q -n auto -m long
	$(BIN)/python -m tools.soak $(ARGS)

translations: ready
	$(BIN)/python -m tools.translations

bench: ready
	$(BIN)/python -m tools.bench

screenshots: ready
	$(BIN)/python -m tools.screenshots build/screenshots --every

# The papers of the example, judged by others; wants java, mvn and npm.
judge: ready
	@ls $(EXAMPLE)/*.ibo >/dev/null 2>&1 || $(BIN)/ibo-desk demo $(EXAMPLE)
	@find $(EXAMPLE) -name '*.pdf' -o -name '*.docx' -o -name '*.xlsx' | sort | tr '\n' '\0' | xargs -0 $(BIN)/python -m tools.judge

# Installer and portable zip for Windows, made on Linux; docs/release.md says which Python to give.
windows: ready
	$(BIN)/python -m tools.windows $(ARGS)
