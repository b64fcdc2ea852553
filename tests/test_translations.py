"""Everything the program says has a Dutch text, and the compiled texts are those of today."""

from pathlib import Path

import pytest

from ibo_desk.files import resource
from ibo_desk.language import N_, _, current_language, ngettext, set_language
from tools.translations import compile_texts, complaints, is_current, marked_texts

NL = resource("translations", "nl")


def test_every_text_has_its_dutch_text() -> None:
    assert complaints(NL) == []


def test_the_compiled_texts_are_current() -> None:
    assert is_current(NL), "run: python -m tools.translations"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path]:
    """A package that says three things, and the texts of one of them."""
    package = tmp_path / "ibo_desk"
    package.mkdir()
    (package / "page.py").write_text(
        '_("Save")\nN_("Colle" "ge")\nngettext("{n} note", "{n} notes", 2)\nlanguage.pgettext("verb", "open")\n'
    )
    texts = tmp_path / "nl"
    texts.mkdir()
    (texts / "page.po").write_text('msgid "Save"\nmsgstr "Bewaren"\n')
    return package, texts


def test_a_missing_text_is_named_with_its_place(made: tuple[Path, Path]) -> None:
    package, texts = made
    assert complaints(texts, package) == [
        "ibo_desk/page.py:2: no nl text for 'College'",
        "ibo_desk/page.py:3: no nl text for '{n} note'",
        "ibo_desk/page.py:4: no nl text for 'open'",
    ]


def test_a_computed_text_is_refused(made: tuple[Path, Path]) -> None:
    package, _texts = made
    (package / "page.py").write_text('_(f"{1} note")\n')
    with pytest.raises(ValueError, match=r"page.py:1"):
        list(marked_texts(package))


def test_a_field_that_english_does_not_have_is_named(made: tuple[Path, Path]) -> None:
    package, texts = made
    (package / "page.py").write_text("")
    (texts / "more.po").write_text('msgid "{count} notes"\nmsgstr "{aantal} nota\'s"\n')
    assert len(complaints(texts, package)) == 1
    assert "aantal" in complaints(texts, package)[0]


def test_two_files_may_not_disagree(made: tuple[Path, Path]) -> None:
    texts = made[1]
    (texts / "other.po").write_text('msgid "Save"\nmsgstr "Opslaan"\n')
    with pytest.raises(ValueError, match=r"other.po and page.po|page.po and other.po"):
        complaints(texts, made[0])


def test_a_changed_text_makes_the_compiled_file_old(made: tuple[Path, Path]) -> None:
    texts = made[1]
    assert not is_current(texts)
    compile_texts(texts)
    assert is_current(texts)
    (texts / "page.po").write_text('msgid "Save"\nmsgstr "Opslaan"\n')
    assert not is_current(texts)


def test_english_is_the_text_in_the_code() -> None:
    set_language("en")
    try:
        assert _(N_("Save")) == "Save"
        assert ngettext("note", "notes", 2) == "notes"
        assert _("") == ""
    finally:
        set_language("nl")
    assert current_language() == "nl"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="klingon"):
        set_language("klingon")
