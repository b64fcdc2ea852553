"""Whether a window can open here at all: asked before Qt is imported, which would end without a sentence."""

import os
import sys

from ibo_desk.language import _
from ibo_desk.ui.libraries import missing, needed, platforms


def why_no_window() -> str:
    """The sentence for somebody on Linux without a screen or without a library of Qt; empty where all is well."""
    if sys.platform != "linux":
        return ""
    ways = platforms(os.environ)
    if not ways:
        return _("The desk needs a screen, and there is none here. Use the command line: ibo-desk --help.")
    lacking = [missing(needed(way)) for way in ways]
    if not all(lacking):  # one way to the screen is enough
        return ""
    text = _(
        "The desk cannot open a window: {library} is missing on this computer. Install it: sudo apt-get install"
        " {packages}."
    )
    first = lacking[0]
    packages = " ".join(dict.fromkeys(first.values()))
    return text.format(library=", ".join(first), packages=packages)
