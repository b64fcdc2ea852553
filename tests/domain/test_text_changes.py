"""What differs between two texts can be read, and both can be put together from it again."""

from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.text_changes import MOST_WORDS, Fate, Piece, changed_pieces

TEXTS = st.text(st.sampled_from("ab cé\n.,"), max_size=60)


def side(pieces: list[Piece], left_out: Fate) -> str:
    return "".join(piece.text for piece in pieces if piece.fate is not left_out)


@given(TEXTS, TEXTS)
def test_both_texts_stand_in_the_pieces(old: str, new: str) -> None:
    pieces = changed_pieces(old, new)
    if Fate.SKIPPED not in {piece.fate for piece in pieces}:
        assert side(pieces, Fate.ADDED) == old
        assert side(pieces, Fate.REMOVED) == new


def test_a_word_that_changed_is_shown_by_itself() -> None:
    pieces = changed_pieces("De brug komt er in mei.\n\nPunt twee.", "De brug komt er in juni.\n\nPunt twee.")
    assert [piece for piece in pieces if piece.fate is not Fate.KEPT] == [
        Piece(Fate.REMOVED, "mei."),
        Piece(Fate.ADDED, "juni."),
    ]


def test_what_was_rewritten_is_shown_whole_and_not_in_shreds() -> None:
    pieces = changed_pieces("een twee drie vier vijf", "alpha beta gamma delta epsilon")
    assert pieces == [
        Piece(Fate.REMOVED, "een twee drie vier vijf"),
        Piece(Fate.ADDED, "alpha beta gamma delta epsilon"),
    ]


def test_long_text_that_stayed_is_skipped_but_for_what_stands_around() -> None:
    long = " ".join(f"woord{number}" for number in range(200))
    pieces = changed_pieces(f"{long} oud slot", f"{long} nieuw slot")
    assert pieces[0] == Piece(Fate.SKIPPED, "")
    assert "woord199" in pieces[1].text
    assert "woord100" not in pieces[1].text


def test_a_very_long_text_is_compared_without_taking_long() -> None:
    old = " ".join(f"a{number}" for number in range(MOST_WORDS * 20))
    new = " ".join(f"b{number}" for number in range(MOST_WORDS * 20))
    assert [piece.fate for piece in changed_pieces(old, new)] == [Fate.REMOVED, Fate.ADDED]
