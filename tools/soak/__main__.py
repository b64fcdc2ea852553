"""Runs soaks, prints their figures; 1 when one fails: ``python -m tools.soak [NAME …] [--seed N] [--share PERCENT]``.

A soak is a module of this package with ``run(seed, share) -> list[Figure]``: ``share`` is the part of the full number
of rounds to do (1.0 is all of it), so that a short seeded part can stand in the suite.
"""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.soak.result import Figure


def names() -> list[str]:
    """The soaks there are: every module of this package that can be run."""
    modules = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    return [name for name in modules if hasattr(importlib.import_module(f"tools.soak.{name}"), "run")]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the soaks that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.soak")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names()))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=100.0, help="percent of the full number of rounds")
    args = parser.parse_args(argv)
    unknown = set(args.names) - set(names())
    if unknown:
        parser.error(f"no such soak: {', '.join(sorted(unknown))}")
    figures: list[Figure] = []
    for name in args.names or names():
        print(f"{name} …", file=sys.stderr, flush=True)
        figures += importlib.import_module(f"tools.soak.{name}").run(args.seed, args.share / 100)
    print("| what | rounds | seen |\n|---|---|---|")
    for figure in figures:
        print(f"| {figure.what} | {figure.rounds} | {figure.seen} |")
    return 0 if all(figure.good for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
