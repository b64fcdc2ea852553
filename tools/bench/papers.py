"""Papers: 13 notes and 300, against deflating the same bytes, docxtpl and LibreOffice; in a process of its own.

``python -m tools.bench.papers FILE TIMES`` prints one JSON object: samples in seconds by name.
"""

import io
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from ibo_desk.documents.content import Content, Memo
from ibo_desk.documents.request import PaperRequest
from tools.bench.results import Bar, Result, Samples, against, ratio

MANY = 300
BY_TEMPLATE = 4  # notes that docxtpl makes in a turn


def results(samples: Samples, colleges: int) -> list[Result]:
    """The bars about papers; those of a peer that is not installed are left out."""
    first, again, many = samples["first"], samples["again"], samples["many"]
    growth = (median(many) / MANY) / (median(again) / colleges)
    lines = [
        Result(
            f"{colleges} notes, docx and pdf, the first time",
            median(first),
            "s",
            Bar(0.5, "s"),
            "program started",
        ),
        Result(f"{colleges} notes, docx and pdf, again", median(again), "s", Bar(0.5, "s")),
        Result(
            f"a note among {MANY}, against one among {colleges}",
            growth,
            "×",
            Bar(1.2),
            f"{MANY} notes, docx and pdf: {median(many):.1f} s",
        ),
        against(
            f"{MANY} notes as docx, against deflating and writing the same bytes",
            samples["docx"],
            samples["deflate"],
            Bar(3),
        ),
    ]
    if "docxtpl" in samples:
        faster = ratio(samples["docxtpl"], samples["docx"]) * MANY / BY_TEMPLATE
        detail = (
            f"docxtpl {median(samples['docxtpl']) / BY_TEMPLATE * 1000:.0f} ms a note, filling our template"
        )
        lines.append(Result("docx a note, faster than docxtpl", faster, "×", Bar(10, at_least=True), detail))
    if "office" in samples:
        faster = ratio(samples["office"], samples["pdf"])
        detail = f"LibreOffice {median(samples['office']):.1f} s for {colleges} in one call"
        lines.append(
            Result(
                f"pdf of {colleges} notes, faster than LibreOffice",
                faster,
                "×",
                Bar(8, at_least=True),
                detail,
            )
        )
    return lines


def main() -> None:
    from ibo_desk.app import open_app
    from ibo_desk.documents import office

    file, times = Path(sys.argv[1]), int(sys.argv[2])
    with open_app(file, read_only=True) as app, tempfile.TemporaryDirectory() as name:
        held = [one for one in app.meetings.listing() if one.state in {"held", "closed"}]
        meeting = next(
            one
            for one in reversed(held)
            if len(app.papers.contents(PaperRequest("memo", meeting_id=one.id))) > 1
        )
        folder = Path(name)
        began = perf_counter()
        papers = app.papers.contents(PaperRequest("memo", meeting_id=meeting.id))
        app.papers.write(papers, folder=folder / "first")
        samples: Samples = {"first": [perf_counter() - began]}
        memos = [one.content for one in papers if isinstance(one.content, Memo)]
        many = _copies(memos)
        for turn in range(times):
            at = folder / str(turn)

            def made(at: Path = at) -> object:
                return app.papers.write(
                    app.papers.contents(PaperRequest("memo", meeting_id=meeting.id)), folder=at / "again"
                )

            samples.setdefault("again", []).append(_timed(made))
            _measure(memos, many, at, samples, office.soffice())
            shutil.rmtree(at)
    print(json.dumps({"colleges": len(memos), "samples": samples}))


def _measure(
    memos: Sequence[Memo], many: Sequence[Content], at: Path, samples: Samples, soffice: str | None
) -> None:
    from ibo_desk.documents import office
    from ibo_desk.documents.render import write_papers

    def take(name: str, job: Callable[[], object]) -> None:
        samples.setdefault(name, []).append(_timed(job))

    take("many", lambda: write_papers(many, at / "many", ["docx", "pdf"]))
    take("docx", lambda: write_papers(many, at / "docx", ["docx"]))
    parts = [_parts(path) for path in sorted((at / "docx").glob("*.docx"))]
    (at / "deflated").mkdir()
    take("deflate", lambda: _deflate(parts, at / "deflated"))
    take("docxtpl", lambda: _by_docxtpl(memos[:BY_TEMPLATE], at))
    take("pdf", lambda: write_papers(memos, at / "pdf", ["pdf"]))
    if soffice:
        docx = [path.read_bytes() for path in sorted((at / "docx").glob("*.docx"))[: len(memos)]]
        take("office", lambda: office.pdfs(docx))


def _timed(job: Callable[[], object]) -> float:
    began = perf_counter()
    job()
    return perf_counter() - began


def _copies(memos: Sequence[Memo]) -> list[Content]:
    """As many notes as a large batch has, each of a college of its own."""
    return [
        replace(memos[number % len(memos)], municipality=f"Gemeente {number + 1}") for number in range(MANY)
    ]


def _parts(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _deflate(documents: Sequence[list[tuple[str, bytes]]], folder: Path) -> None:
    """What every program that writes docx must do at least."""
    for number, parts in enumerate(documents):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in parts:
                package.writestr(name, data)
        (folder / f"{number}.docx").write_bytes(buffer.getvalue())


def _by_docxtpl(memos: Sequence[Content], at: Path) -> None:
    """The same notes by docxtpl, from the same template."""
    from docxtpl import DocxTemplate

    from ibo_desk.documents.labels import values
    from ibo_desk.documents.templates import house

    for number, memo in enumerate(memos):
        document = DocxTemplate(io.BytesIO(house("memo")))
        document.render(values(memo), autoescape=True)
        document.save(at / f"docxtpl-{number}.docx")


if __name__ == "__main__":
    main()
