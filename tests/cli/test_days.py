"""The days of a period beside each other, for scripts."""

import json
import shutil
from pathlib import Path

import pytest

from tests.beginnings import example_of_run
from tests.cli.conftest import Run


@pytest.mark.long
def test_days_are_compared_for_a_body_and_for_an_item(ibo_desk: Run, tmp_path: Path) -> None:
    file = Path(shutil.copyfile(example_of_run(), tmp_path / "voorbeeld.ibo"))
    period = ("--from", "2026-12-01", "--to", "18/12/2026", "--json")
    rows = json.loads(ibo_desk("list", file, "days", "--body", "IBO", *period).out)
    assert [row["on"] for row in rows][::13] == ["2026-12-01", "2026-12-18"]
    assert {row["can"] + row["too_late"] + row["unknown"] for row in rows} == {13}
    (best,) = (row for row in rows if row["best"])
    assert best["can"] == max(row["can"] for row in rows)
    assert {"college", "last_session", "in_by", "reach", "reason"} <= best["colleges"][0].keys()
    of_item = ibo_desk("list", file, "days", "--item", "IBO 2026-12-11, punt 2", *period)
    assert of_item.code == 0
    assert len(json.loads(of_item.out)) == len(rows)


@pytest.mark.long
def test_what_is_no_day_or_no_body_is_said(ibo_desk: Run, tmp_path: Path) -> None:
    file = Path(shutil.copyfile(example_of_run(), tmp_path / "voorbeeld.ibo"))
    assert "bijvoorbeeld --body IBO" in ibo_desk("list", file, "days").err
    said = ibo_desk("list", file, "days", "--body", "IBO", "--from", "morgenvroeg")
    assert (said.code, said.err) == (
        1, "“morgenvroeg” is niet te lezen als een dag. Schrijf bijvoorbeeld 2026-12-08 of 8/12/2026.\n",
    )  # fmt: skip
