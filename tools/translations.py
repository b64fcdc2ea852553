"""The texts of each language: extracted from the program, brought up to date in its catalogue, compiled for use.

``python -m tools.translations`` adds what is new to each ``resources/translations/*/LC_MESSAGES/ibo_desk.po``, takes
out what the program no longer says, and compiles. ``--compile`` only compiles what is not compiled yet;
``--check`` changes nothing and exits 1 when a text is missing, orphaned or wrongly filled.
"""

import argparse
import ast
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ibo_desk"
TRANSLATIONS = ROOT / "resources" / "translations"
DOMAIN = "ibo_desk"
_KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
_FIELD = re.compile(r"\{(\w*)")
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts give the same bytes, whenever written
_WIDTH = 120


def python_texts(
    source: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, tuple[str, ...], list[str]]]:
    """Babel's way to be given an extractor; its own does not see a marked text inside an f-string."""
    for node in ast.walk(ast.parse(source.read())):
        if not isinstance(node, ast.Call):
            continue
        mark = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = tuple(
            arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        )
        if mark in keywords and texts:
            yield node.lineno, mark, texts, []


def extracted(package: Path = PACKAGE) -> Catalog:
    """Every text that a module of ``package`` marks, each with the places where it stands."""
    template = Catalog(domain=DOMAIN, creation_date=_LONG_AGO, revision_date=_LONG_AGO, fuzzy=False)
    messages = extract_from_dir(
        package, method_map=[("**.py", "tools.translations:python_texts")], keywords=_KEYWORDS
    )
    for name, line, message, _comments, context in messages:
        template.add(message, locations=[(f"{package.name}/{name}", line)], context=context)
    return template


def languages() -> list[str]:
    """The languages that have a catalogue; English is what stands in the code."""
    return sorted(path.parent.parent.name for path in TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def source_of(language: str) -> Path:
    """Where the texts of ``language`` are written."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read_texts(source: Path) -> Catalog:
    """The catalogue of one language; ``PoFileError`` where it cannot be read."""
    with source.open("rb") as file:
        return pofile.read_po(file, locale=source.parent.parent.name, domain=DOMAIN, abort_invalid=True)


def write_texts(source: Path, texts: Catalog) -> None:
    """Write a catalogue by message, without places: two who add texts then rarely write the same line."""
    texts.header_comment = (
        f"# The texts of IBO Desk in {texts.locale.english_name if texts.locale else 'no language'}."
    )
    texts.creation_date = texts.revision_date = _LONG_AGO
    texts.project, texts.version, texts.msgid_bugs_address = "IBO Desk", "", ""
    texts.last_translator, texts.language_team = "IBO Desk", "IBO Desk"
    with source.open("wb") as file:
        pofile.write_po(file, texts, width=_WIDTH, sort_output=True, no_location=True, ignore_obsolete=True)


def update(source: Path, template: Catalog) -> None:
    """Add what is new without a text, and take out what is no longer said."""
    texts = read_texts(source)
    texts.update(template, no_fuzzy_matching=True)
    write_texts(source, texts)


def compiled_path(source: Path) -> Path:
    """Where the compiled texts of a catalogue lie: beside it."""
    return source.with_suffix(".mo")


def compile_texts(source: Path, target: Path | None = None) -> Path:
    """Write the compiled texts of one language."""
    target = target or compiled_path(source)
    partial = target.with_suffix(".part")
    with partial.open("wb") as file:
        mofile.write_mo(file, read_texts(source))
    partial.replace(target)  # a program that starts meanwhile reads the old texts or the new ones, never half
    return target


def compile_new() -> None:
    """Compile the languages whose catalogue was written after it was compiled last."""
    for language in languages():
        source = source_of(language)
        target = compiled_path(source)
        if not target.is_file() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            compile_texts(source)


def complaints(source: Path, template: Catalog) -> list[str]:
    """What is wrong with the texts of one language: missing, orphaned, fuzzy, or other fields than the English one."""
    texts = read_texts(source)
    wrong = []
    for message in _messages(template):
        translated = texts.get(message.id, message.context)
        if translated is None or not all(_strings(translated)):
            wrong.append(f"{_place(message)}: no text for {_english(message)!r}")
        elif message.pluralizable != translated.pluralizable:
            wrong.append(f"{_place(message)}: no plural for {_english(message)!r}")
    for message in _messages(texts):
        if template.get(message.id, message.context) is None:
            wrong.append(f"nothing says {_english(message)!r} any more")
        wrong += _faults(message)
    return wrong


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _place(message: Message) -> str:
    name, line = message.locations[0]
    return f"{name}:{line}"


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _faults(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"fuzzy: {_english(message)!r}"
    english = (message.id,) if isinstance(message.id, str) else message.id
    known = {name for text in english for name in _FIELD.findall(text)}
    strange = {name for text in _strings(message) for name in _FIELD.findall(text)} - known
    if strange:
        yield f"fields that the English text does not have, {sorted(strange)}: {_english(message)!r}"


def main() -> int:
    """Bring up to date and compile, only compile, or check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="change nothing, list what is wrong")
    action.add_argument("--compile", action="store_true", help="compile what is not compiled yet")
    args = parser.parse_args()
    if args.compile:
        compile_new()
        return 0
    template = extracted()
    if not args.check:
        for language in languages():
            update(source_of(language), template)
        compile_new()
    wrong = [text for language in languages() for text in complaints(source_of(language), template)]
    print("\n".join(wrong) or "every text is there")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
