"""What changed is seen, however long the texts are."""

from ibo_desk.exchange.changes import short_pair

LONG = "Landbouw, water en landschap op hetzelfde perceel laten samengaan, met de landbouwers zelf"


def test_long_texts_are_shown_where_they_begin_to_differ() -> None:
    then, now = short_pair(LONG, f"{LONG} (nagekeken)")
    assert (then, now) == ("…, met de landbouwers zelf", "…, met de landbouwers zelf (nagekeken)")
    assert short_pair("Kort", "Kort en goed") == ("Kort", "Kort en goed")


def test_texts_that_differ_at_once_are_shown_from_their_beginning() -> None:
    then, now = short_pair(LONG, f"Nieuw: {LONG}")
    assert then.startswith("Landbouw, water")
    assert now.startswith("Nieuw: Landbouw")
    assert all(len(text) <= 71 for text in (then, now))
