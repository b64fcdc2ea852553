"""Random walks of changes, undos and redos through a store, on both engines: no order of steps breaks a rule."""

import os
import subprocess
import sys
from pathlib import Path

from tools.soak.result import Figure

ROOT = Path(__file__).resolve().parent.parent.parent
_WALKS = 60  # of each kind, on each engine


def run(seed: int, share: float) -> list[Figure]:
    """The walks of the tests, many more of them than in the suite."""
    walks = max(1, round(_WALKS * share))
    command = [sys.executable, "-m", "pytest", "-q", "-m", "walk", "--timeout=0", f"--hypothesis-seed={seed}"]
    environment = {**os.environ, "IBO_DESK_WALKS": str(walks)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    last = ran.stdout.strip().splitlines()[-1] if ran.stdout.strip() else ran.stderr.strip()
    if ran.returncode:
        print(ran.stdout, file=sys.stderr)
    return [Figure("random walks of each kind through a store", walks, last, ran.returncode == 0)]
