"""The course of a meeting: hours as people write them, breaks, and the order in which items were taken up."""

from datetime import time, timedelta

import pytest

from ibo_desk.domain.course import (
    Break,
    as_treated,
    lasting,
    read_breaks,
    read_time,
    spans,
    taken_up_at,
    treated_for,
    with_break,
    write_breaks,
)
from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.slash import said_on_paper, split_condition, split_time


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14:35", time(14, 35)),
        ("14.35", time(14, 35)),
        ("14u35", time(14, 35)),
        ("14u", time(14)),
        ("14 uur", time(14)),
        ("om 9:05", time(9, 5)),
        ("14", None),
        ("25:10", None),
        ("14:61", None),
        ("straks", None),
    ],
)
def test_an_hour_as_people_write_it(text: str, hour: time | None) -> None:
    assert read_time(text) == hour


def test_breaks_are_kept_in_order_and_one_lasts_until_it_ends() -> None:
    there = with_break((), time(15, 10), None)
    assert lasting(there) == Break(time(15, 10))
    assert read_breaks(write_breaks(there)) == there
    ended = with_break(with_break(there, time(15, 10), time(15, 20)), time(14, 0), time(14, 5))
    assert write_breaks(ended) == "14:00-14:05, 15:10-15:20"
    assert lasting(ended) is None
    with pytest.raises(InvalidValueError):
        with_break((), time(15), time(15))


def test_the_order_of_treatment_keeps_sub_items_under_their_main_item() -> None:
    # 1, 2, 3, 4 with 4.1–4.3, 5: 3 before 2, 4.3 before 4.1, 4.2 and 5 never taken up
    subs = [False, False, False, False, True, True, True, False]
    began = [time(14, 2), time(15), time(14, 5), None, time(15, 30), None, time(15, 20), None]
    assert as_treated(subs, began) == [0, 2, 1, 3, 6, 4, 5, 7]
    assert as_treated(subs, [None] * 8) == list(range(8))
    assert as_treated([], []) == []


def test_an_item_lasts_until_the_next_is_taken_up() -> None:
    began = {"b": time(15), "a": time(14, 2)}
    assert spans(began, time(16)) == {"a": (time(14, 2), time(15)), "b": (time(15), time(16))}
    assert spans(began, None)["b"] == (time(15), None)


@pytest.mark.parametrize(
    ("text", "rest", "hour"),
    [
        ("Harelbeke 14:35", "Harelbeke", time(14, 35)),
        ("Menen, om 15u10", "Menen", time(15, 10)),
        ("N8", "N8", None),
        ("de cijfers van 2026", "de cijfers van 2026", None),
    ],
)
def test_the_hour_at_the_end(text: str, rest: str, hour: time | None) -> None:
    assert split_time(text) == (rest, hour)


def test_a_condition_is_told_from_what_is_promised() -> None:
    assert split_condition("de helft, mits subsidie.") == ("de helft", "subsidie")
    assert split_condition("cijfers bezorgen") == ("cijfers bezorgen", "")


def test_lines_that_were_not_understood_read_as_sentences_on_paper() -> None:
    text = "Men licht toe.\n/engagement burgemeester van X: cijfers\n- a/b\n/intern niet voor het verslag\n/conclusie"
    assert said_on_paper(text) == "Men licht toe.\nEngagement: burgemeester van X: cijfers\n- a/b\nConclusie"


@pytest.mark.parametrize(
    ("breaks", "now", "minutes"),
    [
        ("", "15:00", 30),
        ("14:40-14:50", "15:00", 20),
        ("14:40-", "15:00", 10),  # it lasts: the time stands still
        ("14:00-14:35", "15:00", 25),  # began before the item was taken up
        ("15:05-15:10", "15:00", 30),
        ("", "14:20", 0),
    ],
)
def test_how_long_an_item_is_treated(breaks: str, now: str, minutes: int) -> None:
    spent = treated_for(time(14, 30), read_breaks(breaks), time.fromisoformat(now))
    assert spent == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("now", "began", "others", "hour"),
    [
        (
            time(14, 20),
            [time(14, 2)],
            [time(15, 10)],
            time(14, 20),
        ),  # somebody said that they must leave at 15:10
        (time(14, 2), [time(14, 2)], [], time(14, 2, 1)),  # two items in one minute keep their order
        (time(14, 30), [time(14, 50)], [], time(14, 50, 1)),  # an hour was typed that is still to come
        (
            time(9, 5),
            [time(14, 2)],
            [time(14, 35)],
            time(14, 35, 1),
        ),  # typed in the morning with the hours of 14:00
        (time(9, 5), [], [], time(14, 0, 1)),
        (time(9, 5), [time(23, 59, 59)], [], time(23, 59, 59)),
    ],
)
def test_an_item_is_taken_up_after_those_before_it(
    now: time, began: list[time], others: list[time], hour: time
) -> None:
    assert taken_up_at(now, time(14), began, others) == hour
