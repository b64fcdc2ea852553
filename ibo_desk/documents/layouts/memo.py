"""The note: what needs an answer in full under the municipality's own headings, then what is to be noted."""

from typing import Final

from ibo_desk.documents.layout import (
    Articles,
    Column,
    Heading,
    Layout,
    Line,
    Lines,
    Node,
    Rich,
    When,
    Words,
    each,
    fixed,
    more,
    table,
    when,
    when_told,
)
from ibo_desk.documents.layouts.parts import (
    INFLUENCE,
    PHASE,
    discussion,
    engagements,
    files,
    item_files,
    item_heading,
    item_meta,
    outcome,
    positions,
    referrals,
    title_block,
)
from ibo_desk.language import N_

_BY_WHEN: Final = (
    "{{ row.answer_by }}{% if row.submit_by %}\n"
    + fixed(N_("note in by"))
    + " {{ row.submit_by }}{% endif %}"
)


def _earlier(owner: str) -> When:
    return when(
        f"{owner}.earlier_answers",
        Heading(3, fixed(N_("Earlier answers of the college"))),
        table(
            "row",
            f"{owner}.earlier_answers",
            Column(N_("Date"), 20, "{{ row.date }}"),
            Column(N_("Asked"), 20, "{{ row.question }}"),
            Column(N_("Answer"), 24, "{{ row.answer }}"),
            Column(N_("Explanation"), 38, "{{ row.text }}"),
        ),
    )


def _section() -> tuple[Node, ...]:
    return (
        Heading(2, "{{ section.heading }}"),
        Rich("section.standing"),
        Lines("section.facts"),
        when("section.text_label", Heading(3, "{{ section.text_label }}")),
        Rich("section.text"),
        outcome("section"),
        positions("section"),
        *engagements("section", N_("Own engagements")),
        referrals("section"),
        _earlier("section"),
        files("section.attachments"),
        Articles("section.articles"),
        when("section.blank", Words("{{ section.blank }}", "blank")),
    )


def _noted() -> tuple[Node, ...]:
    return (
        item_heading(),
        *item_meta(PHASE),
        INFLUENCE,
        Line(N_("Heard beforehand"), "item.heard"),
        Rich("item.introduction"),
        discussion(),
        outcome("item"),
        when(
            "item.consequences",
            Heading(3, "{{ item.consequences_label }}"),
            Rich("item.consequences"),
        ),
        Line(N_("Financial impact"), "item.finance"),
        positions("item"),
        *engagements("item", N_("Own engagements")),
        referrals("item"),
        _earlier("item"),
        item_files(),
    )


_ASKED: Final = (
    Words("{{ asks }}", "notice"),
    when(
        "asked",
        table(
            "row",
            "asked",
            Column(N_("Item"), 30, "{{ row.number }}. {{ row.title }}"),
            Column(N_("Asked of the college"), 32, more("row.question", "row.question_text")),
            Column(N_("Answer to"), 16, "{{ row.answer_to }}"),
            Column(N_("By when"), 24, _BY_WHEN),
        ),
    ),
)


LAYOUT: Final = Layout(
    (
        *title_block(
            Line(N_("Contact"), "contact"),
            Line(N_("Handled by"), "handled_by"),
            Line(N_("File number"), "file_numbers"),
            Line(N_("Representation"), "represented_by"),
            Line(N_("Source"), "source_state"),
            above=_ASKED,
        ),
        when("replaces", Words("{{ replaces }}", "notice")),
        each(
            "item",
            "asked",
            Heading(1, fixed(N_("Answer asked")) + ": {{ item.title }}"),
            each("section", "item.sections", *_section()),
        ),
        when_told("noted", N_("To be noted"), each("item", "noted", *_noted())),
        when(
            "noted_articles",
            Heading(2, fixed(N_("Proposed decision: items to be noted"))),
            Articles("noted_articles"),
        ),
        when_told("attachments", N_("Attachments with this note"), files("attachments")),
    )
)
