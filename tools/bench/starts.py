"""Starting: bare window, bare list, and the desk on a small and on a big file, each in a fresh process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from threading import Timer
from time import perf_counter

from ibo_desk.places import HOME
from tools.bench.results import Bar, Result, Samples, against

LONGEST = 120  # seconds until a probe that hangs is stopped
ROOT = Path(__file__).parents[2]


def environment(folder: Path) -> dict[str, str]:
    """Settings and backups of a measured program are nobody's; it keeps its byte code, as an installed one has it."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "QT_QPA_PLATFORM": "offscreen",
        HOME: str(folder),
        "PYTHONPATH": str(ROOT),
    }


def moments(probe: str, *args: str, env: Mapping[str, str]) -> dict[str, float]:
    """Spawn a probe; seconds until each moment it told, and under "memory" its MiB."""
    command = [sys.executable, "-m", "tools.bench.probes", probe, *args]
    began = perf_counter()
    samples: dict[str, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as process:
        assert process.stdout is not None
        late = Timer(LONGEST, process.kill)
        late.start()
        for line in process.stdout:
            name, _space, value = line.strip().partition(" ")
            samples[name] = int(value) / 1024 if value else perf_counter() - began
        late.cancel()
    if "memory" not in samples:
        raise RuntimeError(f"the probe {probe} ended before its time")
    return samples


def measure(small: Path, big: Path, folder: Path, times: int) -> list[Result]:
    """The bars about starting and about memory; every program has run once before the first measure."""
    env = environment(folder)
    probes = {
        "bare": ("bare_window",),
        "floor": ("bare_list", str(small)),
        "select": ("bare_select", str(small)),
        "command": ("command", str(small)),
        "small": ("desk", str(small)),
        "big": ("desk", str(big)),
    }
    samples: dict[str, Samples] = {name: {} for name in probes}
    for turn in range(times + 1):
        for name, probe in probes.items():
            for moment, value in moments(*probe, env=env).items():
                if turn:
                    samples[name].setdefault(moment, []).append(value)
    small_, big_, floor = samples["small"], samples["big"], samples["floor"]
    bare = samples["bare"]["window"]
    return [
        against("window on screen, against a bare window", small_["window"], bare, Bar(2.5)),
        against("start to a usable list, against the floor", small_["list"], floor["list"], Bar(1.4)),
        against(
            "ibo-desk list, against a bare select",
            samples["command"]["list"],
            samples["select"]["list"],
            Bar(1.5),
        ),
        against("the same on the big file, against the small one", big_["list"], small_["list"], Bar(1.2)),
        _memory("memory, overview of the big file shown, against the floor", big_["memory"], floor["memory"]),
        _memory("the same with the pages made ahead", big_["memory_ahead"], floor["memory"]),
    ]


def _memory(what: str, ours: list[float], floor: list[float]) -> Result:
    held = f"{median(ours):.0f} MiB against {median(floor):.0f} MiB"
    return Result(what, median(ours) / median(floor), "×", Bar(1.5), held)
