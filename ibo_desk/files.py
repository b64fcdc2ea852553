"""The only place that knows where the files without code lie: ``resources/`` and ``reports/``.

In a wheel both travel inside the package (``_resources``, ``_reports``); in a checkout and an
editable install they stand beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of something in ``resources/``: ``resource("fonts", "X.ttf")``; existence is not checked."""
    return _root("resources").joinpath(*parts)


def report(*parts: str) -> Path:
    """Return the path of something in ``reports/``: ``report("docx", "memo.docx")``; existence is not checked."""
    return _root("reports").joinpath(*parts)


def _root(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"  # first: beside an installed package, `resources` may be anyone's
    return inside if inside.is_dir() else _PACKAGE.parent / name
