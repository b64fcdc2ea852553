"""Where what belongs to this user on this computer lies, and never travels in a region file.

Settings, data (backups, own templates, the example), state (drafts), the log and what may be thrown away (cache) go
where the system wants them; together in one folder where ``IBO_DESK_HOME`` says so, and beside a portable program.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_config_path, user_data_path, user_log_path, user_state_path

HOME: Final = "IBO_DESK_HOME"  # environment variable
PORTABLE: Final = "portable.txt"  # a file of this name beside the program makes it portable
BESIDE: Final = "gegevens"  # the folder beside a portable program; a user sees it
_USUAL: Final[Mapping[str, Callable[..., Path]]] = {
    "settings": user_config_path,
    "data": user_data_path,
    "state": user_state_path,
    "log": user_log_path,
    "cache": user_cache_path,
}
_PACKAGE: Final = Path(__file__).resolve().parent


def settings_folder() -> Path:
    """Where the settings lie; none of these folders need exist yet."""
    return _folder("settings")


def data_folder() -> Path:
    """Where backups, own templates and the example lie."""
    return _folder("data")


def state_folder() -> Path:
    """Where drafts lie."""
    return _folder("state")


def log_folder() -> Path:
    """Where the log lies."""
    return _folder("log")


def cache_folder() -> Path:
    """Where lies what may be thrown away."""
    return _folder("cache")


def portable_home(package: Path) -> Path | None:
    """The folder beside a portable program whose package this is; None for any other.

    ``tools/windows`` puts the package in ``app`` beside the program; only there the mark counts.
    """
    program = package.parent.parent
    if package.parent.name == "app" and (program / PORTABLE).is_file():
        return program / BESIDE
    return None


def _folder(kind: str) -> Path:
    chosen = os.environ.get(HOME)
    home = Path(chosen) if chosen else portable_home(_PACKAGE)
    return home / kind if home else _USUAL[kind]("ibo-desk", appauthor=False)
