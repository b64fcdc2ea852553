"""Labels stand once, in the catalogue: no template has words of its own, and an English paper has English labels."""

import re
from dataclasses import fields, replace

import pytest

from ibo_desk.documents.content_json import to_json
from ibo_desk.documents.docx import package
from ibo_desk.documents.kinds import KINDS
from ibo_desk.documents.labels import labels_in, labels_type
from ibo_desk.documents.render import render
from ibo_desk.documents.sample import sample
from ibo_desk.documents.templates import house
from ibo_desk.files import report

TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
SAME = {"Partner", "Status", "Engagement", "Type", "Open", "Agenda"}  # one word in both languages


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_house_template_says_nothing_but_fields(kind: str) -> None:
    parts, _main = package.read(house(kind))
    for name, part in parts.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            paragraphs = re.findall(r"<w:p[ >].*?</w:p>", part.data().decode(), re.DOTALL)
            said = ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", text)) for text in paragraphs]
            assert [text for text in said if re.search(r"[^\W\d_]", TAG.sub("", text))] == []


def test_no_template_types_a_label() -> None:
    labels = {text for kind in KINDS for text in _texts(kind, "nl-BE") if len(text) > 3}
    for path in (report("html", "paper.html"), report("txt", "paper.txt"), *report("typ").glob("*.typ")):
        source = re.sub(
            r"\{#.*?#\}|^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
        )
        assert [label for label in labels if re.search(rf"\b{re.escape(label)}\b", source)] == [], path.name


@pytest.mark.parametrize("form", ["html", "txt"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_an_english_paper_has_no_dutch_label(kind: str, form: str) -> None:
    content = sample(kind)
    dutch = render(content, form).decode()
    english = render(replace(content, head=replace(content.head, language="en-BE")), form).decode()
    labels = labels_in(kind, "nl-BE"), labels_in(kind, "en-BE")
    for entry in fields(labels_type(kind)):
        theirs, ours = (getattr(each, entry.name) for each in labels)
        heading = f'<th scope="col">{theirs}</th>' if form == "html" else f"\n{theirs}\n"
        of_content = f'"{theirs}"' in to_json(content)  # what somebody wrote stays as it was written
        if theirs != ours and heading in dutch and not of_content:
            assert heading not in english, theirs


def _texts(kind: str, language: str) -> set[str]:
    labels = labels_in(kind, language)
    return {getattr(labels, entry.name) for entry in fields(labels_type(kind))} - SAME
