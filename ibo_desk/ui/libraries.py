"""The shared libraries that Qt takes from a Linux machine: said once, for the program and for setting up a machine.

Standard library only, and nothing of this program: it is asked before Qt is imported, and by the bare Python of a
machine that has no environment yet.
"""

import ctypes
import sys
from collections.abc import Mapping
from typing import Final

# Libraries that Qt loads and its wheel does not carry, with their Debian and Ubuntu packages.
QT: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
OF_PLATFORM: Final[dict[str, dict[str, str]]] = {
    "xcb": {
        "libX11-xcb.so.1": "libx11-xcb1",
        "libxcb-cursor.so.0": "libxcb-cursor0",
        "libxcb-icccm.so.4": "libxcb-icccm4",
        "libxcb-image.so.0": "libxcb-image0",
        "libxcb-keysyms.so.1": "libxcb-keysyms1",
        "libxcb-randr.so.0": "libxcb-randr0",
        "libxcb-render-util.so.0": "libxcb-render-util0",
        "libxcb-shape.so.0": "libxcb-shape0",
        "libxcb-xkb.so.1": "libxcb-xkb1",
        "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    },
    "wayland": {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"},
}


def platforms(environment: Mapping[str, str]) -> list[str]:
    """How Qt can reach a screen here, the way it tries first in front; empty without a screen.

    ``QT_QPA_PLATFORM`` decides where it is set ("offscreen", "xcb:…", "wayland;xcb").
    """
    asked = environment.get("QT_QPA_PLATFORM", "")
    if asked:
        return [name.partition(":")[0] for name in asked.split(";")]
    displays = (("WAYLAND_DISPLAY", "wayland"), ("DISPLAY", "xcb"))
    return [platform for variable, platform in displays if environment.get(variable)]


def needed(platform: str = "") -> dict[str, str]:
    """Libraries by name with their packages: always, and for one way to reach a screen."""
    return QT | OF_PLATFORM.get(platform.removesuffix("-egl"), {})


def missing(libraries: Mapping[str, str]) -> dict[str, str]:
    """Those that cannot be loaded here; none where Qt brings its own."""
    if sys.platform != "linux":
        return {}
    return {name: package for name, package in libraries.items() if not loads(name)}


def loads(library: str) -> bool:
    """Whether the loader of this machine has it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
