"""Merging by paragraph: nothing lost, nothing doubled, nothing merged inside a paragraph, no side preferred."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibo_desk.domain.merging import Merge, Side, differing, joined, merge, settle, split

WORDS = st.sampled_from(["Fietspad", "Bushalte", "Lijn 2.", "Lijn 1.", "Advies", "Kust"])
PARAGRAPHS = st.lists(WORDS, max_size=7)
MARKS = st.sampled_from(["", "- ", "1. ", "2) ", "  - ", "   "])
LINES = st.lists(st.tuples(MARKS, WORDS | st.just("")), max_size=8).map(
    lambda lines: "\n".join(mark + word for mark, word in lines)
)
ANY_TEXT = st.text("ab-1. \n\t\r*", max_size=30) | LINES


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def unified(one: str) -> str:
    return one.replace("\r\n", "\n").replace("\r", "\n")


def mine_everywhere(merged: Merge) -> str:
    return merged.text([region.mine for region in merged.conflicts])


@given(ANY_TEXT)
def test_a_text_that_is_split_and_joined_is_the_text(one: str) -> None:
    assert joined(*split(one)) == unified(one)


@given(ANY_TEXT, ANY_TEXT)
def test_what_one_changed_is_taken_to_the_letter(base: str, changed: str) -> None:
    triples = [(base, changed, base), (base, base, changed), (base, changed, changed)]
    for merged in [merge(*triple, counted=counted) for triple in triples for counted in (False, True)]:
        assert not merged.conflicts
        assert merged.text() == unified(changed)


def uncounted(one: str, *, counted: bool) -> str:
    return re.sub(r"(?m)^([ \t]*)\d{1,9}([.)])", r"\1#\2", one) if counted else one


@pytest.mark.long
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.booleans())
def test_no_word_is_lost_and_no_side_is_preferred(base: str, mine: str, theirs: str, counted: bool) -> None:
    merged, mirrored = merge(base, mine, theirs, counted=counted), merge(base, theirs, mine, counted=counted)
    assert [(one.side, one.mine, one.theirs) for one in merged.conflicts] == [
        (one.side, one.theirs, one.mine) for one in mirrored.conflicts
    ]
    told = uncounted(merged.text([region.both for region in merged.conflicts]), counted=counted)
    stood = split(base, counted=counted)[0]
    for piece in (*split(mine, counted=counted)[0], *split(theirs, counted=counted)[0]):
        assert piece in stood or uncounted(piece.text, counted=counted) in told


@given(st.integers(0, 5), st.data())
def test_what_both_add_stands_there_once(count: int, data: st.DataObject) -> None:
    base = [f"Alinea {number}" for number in range(count)]
    added: dict[str, list[str]] = {}
    for who in ("mij", "An"):
        added[who] = list(base)
        for number in range(data.draw(st.integers(0, 3))):
            at = data.draw(st.integers(0, len(added[who])))
            same = data.draw(st.booleans())  # both may add the same
            added[who].insert(at, f"Nieuw {number}" if same else f"Nieuw {number} van {who}")
    merged = merge(text(base), text(added["mij"]), text(added["An"]))
    told = [piece.text for piece in split(merged.text([one.both for one in merged.conflicts]))[0]]
    assert set(told) == {*added["mij"], *added["An"]}
    assert [one for one in told if one in base] == base
    assert all(told.count(one) == 1 for one in told if not re.fullmatch(r"Nieuw \d", one))


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_each_region_says_truly_who_changed_it(base: list[str], mine: list[str], theirs: list[str]) -> None:
    merged = merge(text(base), text(mine), text(theirs))
    for name, whole in (("base", base), ("mine", mine), ("theirs", theirs)):
        parts = [piece.text for region in merged.regions for piece in getattr(region, name)]
        assert parts == whole
    for region in merged.regions:
        assert region.side is settle(region.base, region.mine, region.theirs)
        assert (region.side is Side.CONFLICT) == (
            region.mine != region.theirs and region.base not in (region.mine, region.theirs)
        )


@given(st.integers(3, 9), st.data())
def test_changes_with_a_shared_paragraph_between_them_are_both_taken(count: int, data: st.DataObject) -> None:
    base = [f"Alinea {number}" for number in range(count)]
    first = data.draw(st.integers(0, count - 3))
    second = data.draw(st.integers(first + 2, count - 1))
    mine = [f"{one}, van mij" if at == first else one for at, one in enumerate(base)]
    theirs = [f"{one}, van An" if at == second else one for at, one in enumerate(base)]
    merged = merge(text(base), text(mine), text(theirs))
    assert not merged.conflicts
    both = [m if m != b else t for b, m, t in zip(base, mine, theirs, strict=True)]
    assert merged.text() == text(both)


@given(st.integers(2, 6), st.data())
def test_changes_that_touch_are_a_conflict(count: int, data: st.DataObject) -> None:
    base = [f"Alinea {number}" for number in range(count)]
    first = data.draw(st.integers(0, count - 2))
    mine = [f"{one}, van mij" if at == first else one for at, one in enumerate(base)]
    theirs = [f"{one}, van An" if at == first + 1 else one for at, one in enumerate(base)]
    (region,) = merge(text(base), text(mine), text(theirs)).conflicts
    assert [piece.text for piece in region.base] == base[first : first + 2]
    assert mine_everywhere(merge(text(base), text(mine), text(theirs))) == text(mine)


def test_both_keeps_what_both_wrote_only_once() -> None:
    merged = merge("Begin", "Begin\n\nVertraging\n\nVan mij", "Begin\n\nVertraging\n\nVan An")
    (region,) = merged.conflicts
    assert merged.text([region.both]) == "Begin\n\nVertraging\n\nVan mij\n\nVan An"


def test_entries_of_a_list_are_merged_one_by_one() -> None:
    base = "Aanwezig:\n\n- An\n- Bo\n- Cé"
    merged = merge(base, base.replace("- An", "- An, tot 11 uur"), base + "\n- Dirk")
    assert not merged.conflicts
    assert merged.text() == "Aanwezig:\n\n- An, tot 11 uur\n- Bo\n- Cé\n- Dirk"


def test_an_entry_more_changes_no_other_number() -> None:
    base = "1. bus\n2. trein\n3. tram"
    mine = "1. fiets\n2. bus\n3. trein\n4. tram"
    merged = merge(base, mine, base.replace("tram", "tram van de kust"), counted=True)
    assert not merged.conflicts
    assert re.findall("[a-z].*", merged.text()) == ["fiets", "bus", "trein", "tram van de kust"]


def test_a_number_is_a_word_where_nobody_counts() -> None:
    assert [one.side for one in merge("1. bus", "3. bus", "2. bus").regions] == [Side.CONFLICT]
    assert not merge("1. bus", "3. bus", "2. bus", counted=True).conflicts


def test_only_the_number_of_an_entry_is_no_word() -> None:
    """A number at the end of a sentence, or further on in the line, says something."""
    for base, mine, theirs in [("", "Venster 2.", "Venster 1."), ("", "- keuze 2. ja", "- keuze 1. ja")]:
        assert len(merge(base, mine, theirs, counted=True).conflicts) == 1


@pytest.mark.parametrize(
    "entry", ["- An\\\n  van de gemeente", "- An\n\n  tweede alinea", "- An\nloopt door"]
)
def test_an_entry_and_what_belongs_to_it_stay_together(entry: str) -> None:
    pieces, _tail = split(f"{entry}\n- Bo")
    assert [piece.text for piece in pieces] == [entry, "- Bo"]


def test_a_table_of_bars_is_one_paragraph() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    assert [piece.text for piece in split(f"Kop\n\n{table}")[0]] == ["Kop", table]


def test_line_ends_are_no_change_and_trailing_blank_is_kept() -> None:
    merged = merge("een\n\ntwee\n", "een\r\n\r\ntwee\r\n", "een\n\ndrie\n")
    assert merged.text() == "een\n\ndrie\n"


def test_a_paragraph_that_gets_a_neighbour_is_parted_from_it() -> None:
    merged = merge("een\n- twee", "een\n- twee\n\nslot", "begin\n\neen\n- twee")
    assert merged.text() == "begin\n\neen\n- twee\n\nslot"


def test_what_differs_is_told_per_side() -> None:
    mine, theirs = differing(list("abcde"), list("abXdeF"))
    assert mine == [False, False, True, False, False]
    assert theirs == [False, False, True, False, False, True]


def test_texts_too_long_to_compare_are_different_as_a_whole() -> None:
    long = [str(number) for number in range(3000)]
    assert differing(long, long) == ([True] * 3000, [True] * 3000)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "side"),
    [(1, 1, 1, "same"), (1, 2, 1, "mine"), (1, 1, 2, "theirs"), (1, 2, 2, "both"), (1, 2, 3, "conflict")],
)
def test_a_single_value_is_settled(base: int, mine: int, theirs: int, side: str) -> None:
    assert settle(base, mine, theirs) is Side(side)
