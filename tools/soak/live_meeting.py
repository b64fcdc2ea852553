"""A meeting typed as keys into a real window, at the pace of a typist, without a mouse; then its minutes.

``python -m tools.soak.live_meeting OUT [--meeting second] [--words 40] [--display 97]`` needs Xvfb, openbox, xdotool,
xclip: it makes a region with a meeting of today, opens the window, types the lines of the meeting, leaves the window
by its keys, and prints the minutes as a PDF in OUT with how long keys took and what the check before submitting says.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from ibo_desk.app import create_app, create_example, open_app
from ibo_desk.documents.render import render
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.clock import SystemClock
from ibo_desk.places import HOME
from ibo_desk.services.setup.example import PRESET
from tools.soak.live_meetings import MEETINGS, Played, prepare

_LETTERS_OF_WORD = 6  # with its space, as typing is measured
_ANSWER = 1.5  # seconds that somebody looks before going on after a key


def prepared(file: Path, played: Played) -> UUID:
    """A region (or the example) with a meeting of today and its agenda; the id of the first item."""
    with create_example(file, SystemClock()) if played.in_example else create_app(file, PRESET) as app:
        return prepare(app, played)


@contextmanager
def screen(display: str) -> Iterator[dict[str, str]]:
    """A screen of 1280 by 720 with a window manager; the environment in which programs use it."""
    own = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1280x720x24", "-nolisten", "tcp"])
    time.sleep(1)
    manager = subprocess.Popen(["openbox"], env=own)
    time.sleep(1)
    try:
        yield own
    finally:
        for started in (manager, server):
            started.terminate()
            started.wait()


def type_script(script: Path, own: dict[str, str], words: int, out: Path) -> tuple[int, int]:
    """Type it; how many letters and lines, and how many other keys."""
    pause = str(round(2 * 60_000 / (words * _LETTERS_OF_WORD)))  # xdotool waits half of it after each letter
    letters = keys = 0
    copied: list[str] = []
    for line in script.read_text("utf-8").splitlines():
        if line.startswith("<"):
            copied.append(line[1:])
            put = ["xclip", "-selection", "clipboard", "-in"]
            subprocess.run(put, env=own, check=True, input="\n".join(copied).encode())
        elif line.startswith("!"):
            copied.clear()
            keys += 1
            subprocess.run(["xdotool", "key", line[1:]], env=own, check=True)
            time.sleep(_ANSWER)
        elif not line.startswith("#"):
            words_typed = line.removesuffix("\\")
            letters += len(words_typed)
            subprocess.run(["xdotool", "type", "--delay", pause, "--", words_typed], env=own, check=True)
            if words_typed == line:
                keys += 1
                subprocess.run(["xdotool", "key", "Return"], env=own, check=True)
            if line.startswith("/conclusie"):
                picture = out / f"{keys:03}.png"
                subprocess.run(["import", "-window", "root", str(picture)], env=own, check=True)
    return letters, keys


def key_times(log: Path) -> str:
    """How long keys took."""
    took = sorted(float(line) for line in log.read_text().splitlines())
    at = {
        name: took[min(len(took) - 1, int(len(took) * share))]
        for name, share in (("p50", 0.5), ("p99", 0.99))
    }
    return f"{len(took)} keys: p50 {at['p50']:.1f} ms, p99 {at['p99']:.1f} ms, most {took[-1]:.1f} ms"


def main() -> int:
    """Run it once."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=40, help="a minute")
    parser.add_argument("--display", type=int, default=88)
    parser.add_argument("--meeting", choices=sorted(MEETINGS), default="first")
    args = parser.parse_args()
    played = MEETINGS[args.meeting]
    args.out.mkdir(parents=True, exist_ok=True)
    os.environ[HOME] = str(args.out / "home")
    file, log = args.out / "vergadering.ibo", args.out / "keys.txt"
    for old in (file, log, Path(f"{log}.ready")):
        old.unlink(missing_ok=True)
    item = prepared(file, played)
    with screen(f":{args.display}") as own:
        window = subprocess.Popen(
            [sys.executable, "-m", "tools.soak.live_window", str(file), str(item), str(log)], env=own
        )
        while not Path(f"{log}.ready").exists():
            time.sleep(0.2)
        time.sleep(2)
        began = time.monotonic()
        letters, keys = type_script(played.script, own, args.words, args.out)
        took = time.monotonic() - began
        pace = letters / _LETTERS_OF_WORD / (took - keys * _ANSWER) * 60
        print(f"{letters} letters, {keys} other keys, {took:.0f} s: {pace:.0f} words a minute")
        time.sleep(25)  # the record follows a pause of 10 s, and the window may lag behind
        subprocess.run(["import", "-window", "root", str(args.out / "end.png")], env=own, check=True)
        window.terminate()
        window.wait()
    print(key_times(log))
    _print_minutes(file, item, args.out)
    return 0


def _print_minutes(file: Path, item: UUID, out: Path) -> None:
    with open_app(file, actor="Secretaris", read_only=None) as app:
        meeting_id = app.agenda.item(item).meeting_id
        for finding in app.minutes_check.findings(meeting_id):
            print("check:", finding.code, "·", finding.text)
        content = app.papers.preview(PaperRequest("minutes", meeting_id=meeting_id))
        for form in ("pdf", "txt", "docx", "html"):
            (out / f"verslag.{form}").write_bytes(render(content, form))


if __name__ == "__main__":
    sys.exit(main())
