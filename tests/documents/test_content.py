"""Content as canonical JSON, the field catalogue that follows from it, and the headings of a note."""

import json
from dataclasses import replace

import pytest

from ibo_desk.documents.content import Memo, MemoItem
from ibo_desk.documents.content_json import SCHEMA, digest, from_json, to_json
from ibo_desk.documents.content_rows import Article, Engagement, Heading
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.fields import catalogue
from ibo_desk.documents.kinds import KINDS as ALL_KINDS
from ibo_desk.documents.memo_sections import arrange, default_headings
from ibo_desk.documents.rich_text import parse
from ibo_desk.documents.sample import sample

KINDS = tuple(ALL_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_json_gives_the_same_content_back(kind: str) -> None:
    content = sample(kind)
    stored = to_json(content)
    assert from_json(stored) == content
    assert to_json(from_json(stored)) == stored
    assert digest(from_json(stored)) == digest(content)
    assert json.loads(stored)["schema"] == SCHEMA


def test_digest_changes_with_any_word() -> None:
    content = sample("agenda")
    assert digest(replace(content, head=replace(content.head, status="Ontwerp"))) != digest(content)


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("", "damaged_content"), ("[]", "damaged_content"), ('{"schema":1,"kind":"agenda"}', "damaged_content"),
        ('{"schema":1,"kind":"agenda","content":{"head":3}}', "damaged_content"),
        ('{"schema":1,"kind":"agenda","content":{"nieuw":""}}', "damaged_content"),
        ('{"schema":2,"kind":"agenda","content":{}}', "newer_content"),
        ('{"schema":1,"kind":"affiche","content":{}}', "newer_content"),
    ],
)  # fmt: skip
def test_damaged_or_newer_content_is_told(stored: str, code: str) -> None:
    with pytest.raises(PaperError) as caught:
        from_json(stored)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", KINDS)
def test_catalogue_describes_every_field(kind: str) -> None:
    found = {doc.path: doc for doc in catalogue(kind)}
    assert all(doc.meaning and doc.form for doc in found.values())
    assert found["head.title"].tag == "{{ head.title }}"
    assert len(found) == len(catalogue(kind))


def test_catalogue_shows_how_to_loop_and_print_rich_text() -> None:
    found = {doc.path: doc.tag for doc in catalogue("minutes")}
    assert found["items[]"] == "{%p for item in items %}"
    assert found["items[].discussion"] == "{{p item.discussion }}"
    assert found["items[].positions[].stance"] == "{{ position.stance }}"


def item(**more: object) -> MemoItem:
    return MemoItem(number="4", title="Fietsbrug", **more)  # type: ignore[arg-type]


def test_sections_follow_the_headings_of_the_municipality() -> None:
    headings = (Heading(key="proposal", label="Besluit"), Heading(key="own", label="Stemming"))
    first, second = arrange(item(articles=(Article(label="Enig artikel", text="Neemt kennis."),)), headings)
    assert (first.heading, first.articles[0].text) == ("Besluit", "Neemt kennis.")
    assert second.heading == "Stemming"
    assert second.blank


def test_unknown_finance_is_said_to_be_unknown_and_never_none() -> None:
    sections = {section.key: section for section in arrange(item(), default_headings())}
    assert sections["finance"].text[0].text == "Bij dit punt is voor deze gemeente geen bedrag geregistreerd."
    assert {"legal", "advice", "position"} == {key for key, each in sections.items() if each.blank}


def test_sections_hold_what_the_item_says() -> None:
    made = Engagement(partner="Stad Kortrijk", what="Advies bezorgen")
    full = item(
        question="standpunt", answer_by="22 januari 2027", finance="€ 25.000", engagements=(made,),
        consequences_label="Gevolgen voor Kortrijk", consequences=parse("Omleiding."),
    )  # fmt: skip
    found = {section.key: section for section in arrange(full, default_headings())}
    assert {fact.value for fact in found["position"].facts} == {"standpunt", "22 januari 2027"}
    assert found["finance"].text[0].text == "€ 25.000"
    assert found["engagements"].text_label == "Gevolgen voor Kortrijk"
    assert found["engagements"].engagements == (made,)


def test_the_sample_memo_asks_one_answer_and_bundles_the_rest() -> None:
    memo = sample("memo")
    assert isinstance(memo, Memo)
    assert (len(memo.asked), len(memo.noted)) == (1, 4)
    assert memo.head.sample
