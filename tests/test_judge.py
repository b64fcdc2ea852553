"""The judge names what it does not judge and what it lacks; the judges themselves are tried by `make judge`."""

from pathlib import Path

import pytest

from tools.judge import NoJudgeError, judge, main


def test_another_kind_of_file_is_named(tmp_path: Path) -> None:
    note = tmp_path / "nota.txt"
    note.write_text("tekst")
    with pytest.raises(ValueError, match="nota.txt: only pdf, docx and xlsx are judged"):
        judge([note])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"nota.pdf: no such file"):
        judge([tmp_path / "nota.pdf"])


def test_without_java_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "nota.pdf"
    paper.write_bytes(b"%PDF-1.7")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("IBO_DESK_JUDGE", str(tmp_path / "judges"))
    with pytest.raises(NoJudgeError, match="apt-get install -y maven"):
        judge([paper])
    assert main([str(paper)]) == 2
    assert "mvn is missing" in capsys.readouterr().err
