"""The pictures of the pages are made without a screen, in the size that was asked."""

import pytest
from PySide6.QtGui import QImage

from ibo_desk.language import set_language
from ibo_desk.places import HOME
from tools import screenshots


@pytest.mark.long
def test_a_page_becomes_a_picture(qapp, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(screenshots, "make_application", lambda: qapp)
    monkeypatch.setenv(HOME, str(tmp_path))
    words = [
        str(tmp_path / "out"),
        "--page",
        "overview",
        "--size",
        "1366x768",
        "--theme",
        "dark",
        "--language",
        "en",
    ]
    try:
        assert screenshots.main(words) == 0
    finally:
        set_language("nl")
    path = tmp_path / "out" / "overview-1366x768-dark-en.png"
    assert str(path) in capsys.readouterr().out
    picture = QImage(str(path))
    assert (picture.width(), picture.height()) == (1366, 768)
    assert picture.pixelColor(700, 30).lightness() < 60
    assert len({picture.pixel(x, 200) for x in range(0, 1366, 3)}) > 5
