"""Run by hatch before a wheel: makes the compiled texts, which are not under version control."""

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTexts(BuildHookInterface[Any]):
    """Compiles the catalogue of each language and has the result packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch; ``version`` is "standard" or "editable"."""
        sys.path.insert(0, self.root)
        from tools.translations import compile_new, compiled_path, languages, source_of

        compile_new()
        build_data["artifacts"] += [
            f"/{compiled_path(source_of(language)).relative_to(self.root).as_posix()}"
            for language in languages()
        ]
