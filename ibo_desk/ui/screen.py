"""Whether a window can open here at all: asked before Qt is imported, which would end without a sentence."""

import ctypes
import os
import sys

from ibo_desk.language import _

_PACKAGES = "libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0"


def why_no_window() -> str:
    """The sentence for somebody on Linux without a screen or without a library of Qt; empty where all is well."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return _("The desk needs a screen, and there is none here. Use the command line: ibo-desk --help.")
    wanted = ["libEGL.so.1", "libxkbcommon.so.0"]
    if not os.environ.get("WAYLAND_DISPLAY"):
        wanted.append("libxcb-cursor.so.0")
    missing = [library for library in wanted if not _loads(library)]
    told = _(
        "The desk cannot open a window: {library} is missing on this computer. Install it: sudo apt-get install"
        " {packages}."
    )
    return told.format(library=", ".join(missing), packages=_PACKAGES) if missing else ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
