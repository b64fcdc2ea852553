"""The characters of texts that come from outside: what is a space becomes one, what nobody can see goes.

Office programs, web pages and mail write spaces and line ends in some thirty ways. Deleting one glues words together
("mitsgoedkeuring"), keeping one makes "Stad Kortrijk" another name than "Stad Kortrijk".
"""

import re
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\x1c-\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]")
# Controls, half characters, what no text may hold, and the default ignorables of Unicode but for joiners and
# variation selectors, which emoji and some scripts need.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINERS: Final = re.compile("[\u200c\u200d]")
# What a joiner joins for a reason: emoji with their selectors, and the scripts from Hebrew on. Between Latin, Greek
# or Cyrillic letters it is only something that nobody sees.
_NEEDS_JOINER: Final = re.compile(
    "[\u0590-\u1cff\u2190-\u2bff\u3000-\ufaff\ufb1d-\ufdcf\ufe00-\ufe0f\ufe70-\ufefc\U00010800-\U0001ffff]"
)
# What no document can hold: controls, half characters and noncharacters, some of which our own engines part texts with.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_BULLETS: Final = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\uf02d": "-", "\uf0d8": "•", "\uf0fc": "•"})
_EXCEL: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_ODD: Final = re.compile(
    f"{_LINE_ENDS.pattern}|{_SPACES.pattern}|{_UNSEEN.pattern}|{_JOINERS.pattern}|[\uf000-\uf0ff]"
)


def clean(text: str) -> str:
    """The text with plain spaces, line feeds and tabs, and without what nobody can see or no paper can hold."""
    if not _ODD.search(text):
        return text
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)).translate(_BULLETS)
    return _UNSEEN.sub("", _JOINERS.sub(_joined, text))


def clean_line(text: str) -> str:
    """The same on one line, without double spaces: what a name, number or title is compared as."""
    return " ".join(clean(text).split())


def for_paper(text: str) -> str:
    """A text as a document can hold it, with its own spaces and soft hyphens: what we print ourselves has those."""
    return _UNPRINTABLE.sub("", re.sub("[\x1c-\x1f]", " ", _LINE_ENDS.sub("\n", text)))


def from_excel(text: str) -> str:
    """A text as a workbook stores it: ``_x000D_`` stands for a character, ``_x005F_`` for the low line before one."""
    if "_x" not in text:
        return text
    decoded = _EXCEL.sub(lambda code: chr(int(code[1], 16)), text)
    return decoded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _joined(joiner: re.Match[str]) -> str:
    text, at = joiner.string, joiner.start()
    around = (text[at - 1 : at], text[at + 1 : at + 2])
    return joiner[0] if all(_NEEDS_JOINER.fullmatch(beside) for beside in around) else ""
