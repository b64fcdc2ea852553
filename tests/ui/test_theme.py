"""Every pair of colours that carries text can be read, in light and in dark; every icon is there."""

import re
from pathlib import Path

import pytest

from ibo_desk.files import resource
from ibo_desk.ui.registry import PAGES
from ibo_desk.ui.theme import DARK, LIGHT, Theme, contrast
from ibo_desk.ui.tones import TONES, tone_of

PAIRS = [
    *((text, ground) for text in ("text", "muted") for ground in ("window", "surface", "sunken")),
    ("text", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "surface"),
    ("accent", "window"),
    ("on_selected", "selected"),
    *((f"on_{name}", name) for name in ("info", "good", "warn", "bad", "quiet", "agree")),
]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(colours, text, ground):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


def test_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_every_icon_that_is_asked_for_exists():
    asked = {entry.icon for entry in PAGES} | {
        tone.icon for group in TONES.values() for tone in group.values()
    }
    root = Path(__file__).resolve().parents[2] / "ibo_desk" / "ui"
    for path in set(root.rglob("*.py")) - {root / "__init__.py"}:
        asked |= set(re.findall(r'(?:icon|pixmap)\("(\w+)"', path.read_text("utf-8")))
        asked |= set(re.findall(r'button\([^()]*(?:\([^()]*\))[^()]*?, "(\w+)",', path.read_text("utf-8")))
    missing = sorted(name for name in asked if name and not resource("icons", f"{name}.svg").is_file())
    assert missing == []


def test_states_with_the_same_word_keep_their_own_tone():
    from ibo_desk.domain.engagements import EngagementState
    from ibo_desk.domain.topics import Preparation

    assert EngagementState.WITHDRAWN == Preparation.WITHDRAWN
    assert tone_of(EngagementState.NOT_KEPT).name == "bad"
    assert tone_of(Preparation.POSTPONED).icon == "pause"
    assert tone_of("anything").name == "quiet"


def test_every_state_of_the_engagement_has_a_tone_and_an_icon():
    for states in TONES:
        for state in states:
            assert tone_of(state).icon, state


@pytest.mark.parametrize("percent", [100, 200])
def test_lengths_and_text_grow_together(qapp, percent):
    theme = Theme(percent=percent)
    theme.apply(qapp)
    assert qapp.font().pixelSize() == 13 * percent // 100
    assert theme.px(10) == percent // 10
    assert f"font-size: {20 * percent // 100}px" in theme.sheet()
    assert "@" not in re.sub(r"/\*.*?\*/", "", theme.sheet())


def test_an_icon_takes_the_colour_of_the_theme(theme):
    picture = theme.icon("dot", "accent").pixmap(16, 16).toImage()
    assert picture.pixelColor(8, 8).name() == LIGHT.accent
