"""Slash lines become what they say, and say what is wrong where they cannot."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.errors import InvalidValueError
from ibo_desk.domain.slash import COMMAND_WORDS, SlashCommand, parse_slash
from ibo_desk.domain.topics import Stance

TODAY = date(2026, 12, 11)


@pytest.mark.parametrize(
    ("line", "names", "text", "due"),
    [
        (
            "/engagement Harelbeke: advies fietsbrug bezorgen tegen 15 januari",
            ("Harelbeke",),
            "advies fietsbrug bezorgen",
            date(2027, 1, 15),
        ),
        (
            "/engagement Kortrijk, Kuurne en Harelbeke: cofinanciering voor de zomer 2027.",
            ("Kortrijk", "Kuurne", "Harelbeke"),
            "cofinanciering",
            date(2027, 6, 20),
        ),
        ("/engagement AWV: simulatie tegen eind januari", ("AWV",), "simulatie", date(2027, 1, 31)),
        ("/actiepunt Leiedal: cijfers nazenden", ("Leiedal",), "cijfers nazenden", None),
        (
            "/voorleggen aan gemeenteraad Kortrijk; gemeenteraad Menen: fasering tegen Q1 2027",
            ("gemeenteraad Kortrijk", "gemeenteraad Menen"),
            "fasering",
            date(2027, 3, 31),
        ),
        ("/engagement AWV: middelen voor de fietsbrug", ("AWV",), "middelen voor de fietsbrug", None),
    ],
)
def test_partners_text_and_day(line, names, text, due):
    read = parse_slash(line, TODAY)
    assert (read.names, read.text, read.due and read.due.on) == (names, text, due)


@pytest.mark.parametrize(
    ("line", "stance", "text"),
    [
        ("/standpunt Wevelgem: akkoord", Stance.AGREES, ""),
        ("/standpunt Wevelgem: niet akkoord, te duur", Stance.DISSENTS, "te duur"),
        ("/standpunt Wevelgem: akkoord met voorbehoud: budget", Stance.RESERVATION, "budget"),
        ("/standpunt Wevelgem: Voorbehoud", Stance.RESERVATION, ""),
    ],
)
def test_positions(line, stance, text):
    read = parse_slash(line, TODAY)
    assert (read.command, read.stance, read.text) == (SlashCommand.POSITION, stance, text)


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("/engagment Harelbeke: x", "slash_misspelt", {"value": "engagment", "nearest": "engagement"}),
        ("/xyz", "slash_unknown", {"value": "xyz"}),
        ("/engagement Harelbeke", "slash_without_names", {"command": "engagement"}),
        ("/engagement Harelbeke:", "slash_without_text", {}),
        ("/engagement Harelbeke: advies tegen 31/02/2027", "impossible_date", {"value": "31/02/2027"}),
        ("/engagement Harelbeke: advies tegen 31 februari", "impossible_date", {"value": "31 februari"}),
        ("/standpunt Harelbeke: misschien", "slash_stance", {"value": "misschien"}),
    ],
)
def test_what_is_wrong_is_named(line, code, told):
    with pytest.raises(InvalidValueError) as refused:
        parse_slash(line, TODAY)
    assert (refused.value.code, refused.value.params) == (code, told)


def test_another_action_is_named_after_a_hash():
    read = parse_slash("/engagement AWV: simulatie #K-R8 nazenden tegen eind januari", TODAY)
    assert (read.action, read.text, read.due and read.due.on) == (
        "K-R8",
        "simulatie nazenden",
        date(2027, 1, 31),
    )
    assert parse_slash("/engagement AWV: 3# van 4", TODAY).action == ""


def test_names_are_kept_unsplit_too():
    read = parse_slash("/voorleggen aan College van burgemeester en schepenen Kortrijk: de fasering", TODAY)
    assert read.parties == "College van burgemeester en schepenen Kortrijk"


@pytest.mark.long
@given(st.sampled_from(sorted(COMMAND_WORDS)), st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(word, rest):
    refusals = {
        "slash_without_names", "slash_without_text", "slash_without_attendees", "slash_stance", "slash_hours",
        "slash_misspelt", "impossible_date",
    }  # fmt: skip
    try:
        read = parse_slash(f"/{word} {rest}", TODAY)
    except InvalidValueError as refused:
        told = refused.code
    else:
        told = read.command
    assert told in refusals or isinstance(told, SlashCommand)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("een opruimactie houden in maart 2027", date(2027, 3, 31)),
        ("elk € 4.500 voor de studie, in 2027", date(2027, 12, 31)),
        ("een overleg in het voorjaar", date(2027, 6, 20)),
        ("de cijfers van 2025 bezorgen", None),
        ("de fouten in 2019 nakijken in Menen", None),
        ("€ 60.000 in twee schijven, 2027 en 2028", None),
    ],
)
def test_a_time_in_the_sentence_is_a_day_and_stays_in_it(said: str, due: date | None) -> None:
    read = parse_slash(f"/engagement Menen: {said}", date(2026, 11, 28))
    assert (read.text, read.due.on if read.due else None) == (said, due)
