"""The list of conclusions says what the minutes say came of each item, and nothing else."""

from dataclasses import replace

from ibo_desk.documents.builders.conclusions import conclusions_of
from ibo_desk.documents.content import Minutes
from ibo_desk.documents.render import render
from ibo_desk.documents.sample import sample


def test_only_what_came_of_an_item_is_told() -> None:
    minutes = sample("minutes")
    assert isinstance(minutes, Minutes)
    content = conclusions_of(minutes)
    told = {item.number: (item.outcome, item.referrals, item.engagements) for item in content.items}
    assert told == {
        item.number: (
            item.outcome,
            item.referrals,
            tuple(replace(row, action="") for row in item.engagements),
        )
        for item in minutes.items
        if item.outcome or item.referrals or item.engagements
    }
    page = render(content, "txt").decode()
    discussed = [block.text for item in minutes.items for block in item.discussion if len(block.text) > 30]
    assert discussed
    assert [text for text in discussed if text in page] == []
