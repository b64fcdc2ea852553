"""Everything the program says has a Dutch text, nothing else has, and a text is found where the program says it."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from ibo_desk.language import ENGLISH, LANGUAGES, N_, _, current_language, ngettext, set_language
from tools.translations import compile_texts, complaints, extracted, languages, read_texts, source_of, update


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted()


@pytest.mark.long
@pytest.mark.parametrize("language", languages())
def test_every_text_has_its_text_and_nothing_is_orphaned(template: Catalog, language: str) -> None:
    assert complaints(source_of(language), template) == []


def test_a_language_without_texts_cannot_be_chosen() -> None:
    assert {*languages(), ENGLISH} == set(LANGUAGES)
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package that says four things, in all the ways there are."""
    folder = tmp_path / "ibo_desk"
    folder.mkdir()
    (folder / "page.py").write_text(
        '_("Save")\nN_("Colle" "ge")\nngettext("{n} note", "{n} notes", 2)\n'
        """f"{language.pgettext('verb', 'open')}"\n"""
    )
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """The Dutch of one of them, and of something that is not said."""
    source = tmp_path / "nl" / "LC_MESSAGES" / "ibo_desk.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Save"\nmsgstr "Bewaren"\n\nmsgid "Gone"\nmsgstr "Weg"\n')
    return source


def test_what_is_missing_is_named_with_its_place_and_what_is_orphaned_too(package: Path, texts: Path) -> None:
    assert complaints(texts, extracted(package)) == [
        "ibo_desk/page.py:2: no text for 'College'",
        "ibo_desk/page.py:3: no text for '{n} note'",
        "ibo_desk/page.py:4: no text for 'open'",
        "nothing says 'Gone' any more",
    ]


def test_an_update_adds_what_is_new_without_a_text_and_takes_out_the_rest(package: Path, texts: Path) -> None:
    update(texts, extracted(package))
    after = read_texts(texts)
    assert {message.id for message in after if message.id} == {
        "Save",
        "College",
        ("{n} note", "{n} notes"),
        "open",
    }
    assert after["Save"].string == "Bewaren"
    assert after["College"].string == ""
    assert len(complaints(texts, extracted(package))) == 3


def test_a_field_that_english_does_not_have_is_named(package: Path, texts: Path) -> None:
    (package / "page.py").write_text('_("{count} notes")\n')
    texts.write_text('msgid "{count} notes"\nmsgstr "{aantal} nota\'s"\n')
    (complaint,) = complaints(texts, extracted(package))
    assert "aantal" in complaint


def test_the_same_texts_compile_to_the_same_bytes(texts: Path) -> None:
    first = compile_texts(texts).read_bytes()
    assert first == compile_texts(texts).read_bytes()
    assert b"Bewaren" in first


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
