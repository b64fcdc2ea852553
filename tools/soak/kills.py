"""A writer that is killed a thousand times on one file: what it said was committed is there, and all of it proves."""

import sys
import tempfile
from pathlib import Path
from uuid import UUID

from ibo_desk.data.store import Store
from ibo_desk.domain.clock import SystemClock
from ibo_desk.services.keeping.soundness import findings
from tools.bench.kills import measure
from tools.soak.result import Figure

KILLS = 1000


def run(seed: int, share: float) -> list[Figure]:
    """Kill, look, go on; at the end `check` looks at everything."""
    kills = max(1, round(KILLS * share))

    def progress(done: int) -> None:
        if done % 100 == 0:
            print(f"kills: {done}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="ibo-desk-kills-") as folder:
        killed = measure(Path(folder), kills, progress, seed)
        store = Store(
            str(Path(folder) / "kills.ibo"), SystemClock(), actor="soak", copy_id=UUID(int=4), read_only=True
        )
        named = len(findings(store))
        store.close()
    seen = (
        f"{killed.committed} records told as committed, {killed.lost} lost, {killed.unopened} times not opened,"
        f" {named} findings of `check`"
    )
    return [Figure("a writer killed", kills, seen, good=not (killed.lost or killed.unopened or named))]
