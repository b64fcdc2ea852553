# `make run` opens the desk, `make test` runs every check; both prepare .venv the first time.
BIN := .venv/bin
READY := .venv/.ready
EXAMPLE := voorbeeld

.PHONY: run test lint soak bench screenshots judge translations
.DEFAULT_GOAL := run

$(READY): pyproject.toml constraints.txt tools/setup.sh tools/setup_system.py
	@sh tools/setup.sh

run: $(READY)
	@ls $(EXAMPLE)/*.ibo >/dev/null 2>&1 || $(BIN)/ibo-desk demo $(EXAMPLE)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/ibo-desk open $(EXAMPLE)/*.ibo; \
	else \
		echo "Geen scherm gevonden: het venster opent niet. Het voorbeeld en alle papieren liggen in $(CURDIR)/$(EXAMPLE)"; \
	fi

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest -q -n auto $(ARGS)

# What takes long: kills, damage, collisions, by the thousand; figures for docs/trust.md.
soak: $(READY)
	$(BIN)/python -m tools.soak $(ARGS)

translations: $(READY)
	$(BIN)/python -m tools.translations

bench: $(READY)
	$(BIN)/python -m tools.bench

screenshots: $(READY)
	$(BIN)/python -m tools.screenshots

# The papers of the example, judged by others; wants java, mvn and npm.
judge: $(READY)
	@ls $(EXAMPLE)/*.ibo >/dev/null 2>&1 || $(BIN)/ibo-desk demo $(EXAMPLE)
	@find $(EXAMPLE) -name '*.pdf' -o -name '*.docx' -o -name '*.xlsx' | sort | tr '\n' '\0' | xargs -0 $(BIN)/python -m tools.judge
