"""The pages that cite are true: every rule and test that is named stands where it is said to stand."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
RULES = set(re.findall(r"^\| (R\d+b?) \|", PAGE, re.MULTILINE))
_CODE = re.compile(r"\bR(\d{1,2})(b?)(?:[–-]R(\d{1,2}))?\b")
_OTHER = re.compile(r"K-R8\S*|\bR99\b")  # a road, and a line that no list has


def cited(text: str) -> set[str]:
    """The rules that a text names; "R2–R8" names all in between."""
    rules: set[str] = set()
    for first, letter, last in _CODE.findall(_OTHER.sub("", text)):
        numbers = range(int(first), int(last) + 1) if last else ()
        rules |= {f"R{number}" for number in numbers} or {f"R{first}{letter}"}
    return rules


@pytest.mark.long
def test_every_rule_that_is_cited_stands_on_the_page() -> None:
    files = [*(ROOT / "ibo_desk").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    unknown = {
        f"{path.relative_to(ROOT)}: {rule}"
        for path in files
        if path != Path(__file__)
        for rule in cited(path.read_text(encoding="utf-8")) - RULES
    }
    assert not unknown


def test_all_rules_are_there() -> None:
    assert {*(f"R{number}" for number in range(1, 29)), "R17b"} == RULES


def test_every_place_that_the_page_names_is_there() -> None:
    places = re.findall(r"`((?:ibo_desk|tests|resources)/[^`]*)`", PAGE)
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_a_range_names_all_of_it() -> None:
    assert cited("(R2–R4, R17b)") == {"R2", "R3", "R4", "R17b"}


def cited_tests(page: str) -> list[tuple[str, str]]:
    """The tests that a page cites, as file and function; "`::name`" is in the file that was named before it."""
    cited, file = [], ""
    for named, name in re.findall(r"`(tests/[\w/]+\.py)?(?:::(\w+)(?:\[[^`]*\])?)?`", page):
        file = named or file
        if named or name:
            cited.append((file, name))
    return cited


def test_every_test_that_the_page_of_trust_cites_is_there() -> None:
    cited = cited_tests((ROOT / "docs" / "trust.md").read_text(encoding="utf-8"))
    assert cited
    missing = [
        f"{file}::{name}"
        for file, name in cited
        if not (ROOT / file).exists() or (name and f"def {name}(" not in (ROOT / file).read_text("utf-8"))
    ]
    assert missing == []


def test_the_picture_shows_every_room() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layered = {contract["name"]: contract["layers"] for contract in contracts if contract["type"] == "layers"}
    layers = layered["rooms import downwards"] + layered["subjects of services stand on each other"]
    rooms = {name.strip().removeprefix("ibo_desk.") for layer in layers for name in layer.split("|")} - {
        "__main__"
    }
    rooms |= {path.parent.name for path in (ROOT / "ibo_desk" / "ui").glob("*/__init__.py")}
    picture = (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", " ".join(re.findall(r"<text[^>]*>([^<]*)", picture))))
    assert rooms - words == set()
