"""Compiles the texts of each language, and lists what the program says that has no Dutch text.

``python -m tools.translations`` makes ``LC_MESSAGES/ibo_desk.mo`` of every ``resources/translations/<language>/*.po``;
``--check`` changes nothing and exits 1 when a text is missing, wrongly filled or the compiled file is old.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, cast

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message

from ibo_desk.files import resource
from ibo_desk.language import DEFAULT, DOMAIN

PACKAGE = Path(__file__).resolve().parent.parent / "ibo_desk"
_MARKS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
_FIELD = re.compile(r"\{(\w*)")
_LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts give the same bytes, whenever compiled


class Key(NamedTuple):
    """What a catalogue looks a text up by."""

    context: str | None
    message: str


class Found(NamedTuple):
    """A marked text in the program and where it stands."""

    key: Key
    plural: str | None
    where: str


def marked_texts(package: Path = PACKAGE) -> Iterator[Found]:
    """Yield every text that a module of ``package`` marks; ValueError where it marks something computed."""
    for path in sorted(package.rglob("*.py")):
        if path == PACKAGE / "language.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _mark(node) in _MARKS:
                found = _found(node, f"{path.relative_to(package.parent)}:{node.lineno}")
                yield from [found] if found else []


def _mark(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _found(node: ast.Call, where: str) -> Found | None:
    mark = _mark(node)
    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(texts) < _MARKS[mark]:
        # What only the running program knows was marked with N_ where it was written down.
        if mark == "_" and not any(isinstance(arg, ast.JoinedStr | ast.BinOp) for arg in node.args):
            return None
        raise ValueError(f"{where}: {mark}() wants plain text, not something computed")
    if mark == "pgettext":
        return Found(Key(texts[0], texts[1]), None, where)
    return Found(Key(None, texts[0]), texts[1] if mark == "ngettext" else None, where)


def read_texts(folder: Path) -> Catalog:
    """Read all ``.po`` of one language into one catalogue; ValueError where two of them disagree."""
    language = folder.name
    merged = Catalog(
        locale=language, domain=DOMAIN, creation_date=_LONG_AGO, revision_date=_LONG_AGO, fuzzy=False
    )
    origin: dict[Key, str] = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            texts = pofile.read_po(file, locale=language, abort_invalid=True)
        for message in _messages(texts):
            key = _key(message)
            there = merged.get(key.message, key.context)
            if there is not None and there.string != message.string:
                raise ValueError(f"{path.name} and {origin[key]} differ on {key.message!r}")
            origin[key] = path.name
            merged.add(message.id, message.string, flags=message.flags, context=message.context)
    return merged


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _key(message: Message) -> Key:
    context = cast("str | bytes | None", message.context)
    if isinstance(context, bytes):  # so Babel reads it back from a compiled file
        context = context.decode()
    return Key(context, message.id if isinstance(message.id, str) else message.id[0])


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def compiled_path(folder: Path) -> Path:
    """Where the compiled texts of the language of ``folder`` lie."""
    return folder / "LC_MESSAGES" / f"{DOMAIN}.mo"


def compile_texts(folder: Path) -> int:
    """Write the compiled texts of one language and return how many there are."""
    texts = read_texts(folder)
    target = compiled_path(folder)
    target.parent.mkdir(exist_ok=True)
    partial = target.with_suffix(".part")
    with partial.open("wb") as file:
        mofile.write_mo(file, texts)
    partial.replace(target)  # a program that starts meanwhile reads the old texts or the new ones, never half
    return len(texts)


def is_current(folder: Path) -> bool:
    """Whether the compiled file says what the ``.po`` files say."""
    path = compiled_path(folder)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        compiled = mofile.read_mo(file)
    now, then = (
        {_key(m): _strings(m) for m in _messages(catalog)} for catalog in (read_texts(folder), compiled)
    )
    return {key: text for key, text in now.items() if any(text)} == then


def complaints(folder: Path, package: Path = PACKAGE) -> list[str]:
    """Return what is wrong with the texts of one language: missing, fuzzy, or other fields than the English one."""
    texts = read_texts(folder)
    wrong = []
    for key, plural, where in dict.fromkeys(marked_texts(package)):
        message = texts.get(key.message, key.context)
        if message is None or not all(_strings(message)):
            wrong.append(f"{where}: no {folder.name} text for {key.message!r}")
        elif plural and isinstance(message.id, str):
            wrong.append(f"{where}: no {folder.name} plural for {key.message!r}")
    for message in _messages(texts):
        wrong += _faults(message)
    return wrong


def _faults(message: Message) -> Iterator[str]:
    key = _key(message).message
    if message.fuzzy:
        yield f"fuzzy: {key!r}"
    wanted = {
        name for one in ([message.id] if isinstance(message.id, str) else message.id) for name in _fields(one)
    }
    strange = {name for text in _strings(message) for name in _fields(text)} - wanted
    if strange:
        yield f"fields that the English text does not have, {sorted(strange)}: {key!r}"


def _fields(text: str) -> list[str]:
    return _FIELD.findall(text)


def main() -> int:
    """Compile or check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, list what is missing")
    check = parser.parse_args().check
    folders = [path for path in sorted(resource("translations").iterdir()) if any(path.glob("*.po"))]
    try:
        if not check:
            for folder in folders:
                print(f"{folder.name}: {compile_texts(folder)} texts")
            return 0
        wrong = complaints(resource("translations", DEFAULT))
        wrong += [f"{folder.name}: compiled texts are old" for folder in folders if not is_current(folder)]
    except ValueError as error:
        wrong = [str(error)]
    print("\n".join(wrong) or "every text is there")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
