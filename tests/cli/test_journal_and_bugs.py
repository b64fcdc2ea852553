"""``list FILE journal`` tells old and new values; a bug is one sentence, an exit code of its own and a report."""

import json
import logging
from pathlib import Path

import pytest

from ibo_desk import bug_log
from ibo_desk.app import App, open_app
from ibo_desk.cli import listing
from ibo_desk.cli.main import BUG
from ibo_desk.places import HOME
from tests.cli.conftest import Run


@pytest.mark.long
def test_the_journal_is_listed_with_field_old_and_new(ibo_desk: Run, region: Path) -> None:
    with open_app(region, actor="secretaris") as app:
        action = app.records.add("regional_action", {"title": "Fietspad"})
        app.records.patch("regional_action", action, None, {"title": "Fietssnelweg"})
    newest, making = json.loads(ibo_desk("list", region, "journal", "--json").out)[:2]
    assert (newest["actor"], newest["label"]) == ("secretaris", "Actie Fietssnelweg gewijzigd")
    assert newest["changes"] == [
        {
            "kind": "regional_action",
            "record_id": str(action),
            "record": "Fietssnelweg",
            "field": "title",
            "heading": "Titel",
            "old": "Fietspad",
            "new": "Fietssnelweg",
        }
    ]
    assert making["changes"][0]["new"].splitlines()[:2] == ["toegevoegd", "Titel: Fietspad"]
    table = ibo_desk("list", region, "journal", "--filter", "fietspad fietssnelweg").out
    assert "Wat veranderde" in table.splitlines()[0]
    assert "secretaris" in table


NAME = "Fien Fictief"


def broken(_app: App) -> list[object]:
    raise ValueError(NAME)


def test_a_bug_is_a_sentence_a_code_and_a_report(
    ibo_desk: Run, region: Path, monkeypatch: pytest.MonkeyPatch, logged_warnings: list[logging.LogRecord]
) -> None:
    monkeypatch.setitem(listing.READERS, "actions", broken)  # type: ignore[misc]
    said = ibo_desk("list", region, "actions")
    place = bug_log.folder() / bug_log.LOG_NAME
    assert (said.code, said.out) == (BUG, "")
    assert said.err == (
        "Er ging iets mis in het programma zelf; er is niets half geschreven."
        f" Het rapport staat in {place}.\n"
    )
    assert "test_journal_and_bugs.py" in place.read_text(encoding="utf-8")
    assert "Fictief" not in place.read_text(encoding="utf-8")
    monkeypatch.setenv("IBO_DESK_DEBUG", "1")
    assert "Traceback" in ibo_desk("list", region, "actions").err
    assert [record.getMessage() for record in logged_warnings] == ["a bug", "a bug"]
    logged_warnings.clear()


def test_a_bug_where_no_log_can_be_written_is_told_on_the_spot(
    ibo_desk: Run,
    region: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    logged_warnings: list[logging.LogRecord],
) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    monkeypatch.setenv(HOME, str(tmp_path / "file"))
    monkeypatch.setitem(listing.READERS, "actions", broken)  # type: ignore[misc]
    said = ibo_desk("list", region, "actions")
    assert said.code == BUG
    assert "builtins.ValueError" in said.err
    logged_warnings.clear()
