"""A command imports the module it stands in, and only that; a list maps no class."""

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from ibo_desk.cli.main import COMMANDS, parser_with

_LISTED = """
import sys
from ibo_desk.__main__ import main
main(["list", sys.argv[1], "meetings"])
from sqlmodel.main import default_registry
from ibo_desk.data.tables import metadata
mapped = [mapper.class_ for mapper in default_registry.mappers]
rooms = {name.split(".")[1] for name in sys.modules if name.startswith("ibo_desk.")}
others = {"documents", "exchange", "ui"}
print(rooms.isdisjoint(others), not mapped, len(metadata.tables) > 60)
"""


def commands_of(parser: argparse.ArgumentParser) -> set[str]:
    steps = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return set(steps.choices) - {"open"}


@pytest.mark.parametrize("module", sorted(set(COMMANDS.values())))
def test_each_module_has_the_commands_that_are_looked_for_in_it(module: str) -> None:
    assert commands_of(parser_with([module])) == {name for name, where in COMMANDS.items() if where == module}


@pytest.mark.long
def test_a_list_imports_no_papers_and_maps_no_class(region: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LISTED, str(region)], check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "True True True"
