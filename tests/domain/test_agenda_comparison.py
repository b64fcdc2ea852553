"""Two sent agendas beside each other: aligned by key, or by title where a paper has none."""

import json
from typing import Any

from ibo_desk.domain.agenda_comparison import FieldChange, compare_agendas
from ibo_desk.domain.agenda_marks import AgendaMark


def paper(*items: dict[str, Any]) -> str:
    return json.dumps({"schema": 1, "content": {"items": list(items)}})


def item(number: str, title: str, key: str = "", **values: Any) -> dict[str, Any]:
    return {"number": number, "title": title, "key": key, **values}


def test_new_changed_moved_and_dropped_in_the_order_of_the_new_agenda() -> None:
    old = paper(
        item("1", "Verslag", "a"),
        item("2", "Fietsbrug", "b", minutes="20 min.", time="14:00"),
        item("3", "Vervalt", "c"),
        item("4", "Bus", "d", attachments=[{"number": "4a", "title": "Kaart"}]),
    )
    new = paper(
        item("1", "Verslag", "a"),
        item("2", "Fietsbrug Leie", "b", minutes="20 min.", time="14:30"),
        item("2.1", "Bus", "d", attachments=[{"number": "2.1a", "title": "Kaart"}]),
        item("3", "Nieuw", "e"),
    )
    assert [(line.mark, line.old_number, line.new_number) for line in compare_agendas(old, new)] == [
        (AgendaMark.SAME, "1", "1"),
        (AgendaMark.CHANGED, "2", "2"),
        (AgendaMark.DROPPED, "3", ""),
        (AgendaMark.RENUMBERED, "4", "2.1"),
        (AgendaMark.NEW, "", "3"),
    ]
    assert compare_agendas(old, new)[1].fields == (FieldChange("title", "Fietsbrug", "Fietsbrug Leie"),)


def test_a_paper_without_keys_is_aligned_by_title() -> None:
    old = paper({"number": "1", "title": "Varia"}, {"number": "2", "title": "Fietsbrug"})
    new = paper(item("1", "Fiètsbrug", "b"), item("2", "Varia", "a"))
    found = compare_agendas(old, new)
    assert [(line.old_number, line.new_number, line.mark) for line in found] == [
        ("2", "1", AgendaMark.CHANGED),
        ("1", "2", AgendaMark.RENUMBERED),
    ]


def test_rich_text_is_compared_by_its_words() -> None:
    def text(words: str) -> list[dict[str, Any]]:
        return [{"kind": "paragraph", "level": 0, "number": "", "runs": [{"text": words}]}]

    old, new = (paper(item("1", "Bus", "a", introduction=text(words))) for words in ("Oud", "Nieuw"))
    (line,) = compare_agendas(old, new)
    assert line.fields == (FieldChange("introduction", "Oud", "Nieuw"),)
    assert compare_agendas(old, old)[0].mark is AgendaMark.SAME
    assert compare_agendas("", "") == []
