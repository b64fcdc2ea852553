"""One entry for all forms of a paper: ``render`` gives the bytes, ``write_papers`` a folder full of files."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Final

from ibo_desk.documents import office, templates
from ibo_desk.documents.content import Content, Memo, kind_of
from ibo_desk.documents.docx import package
from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.errors import PaperError, TemplateError
from ibo_desk.documents.files_out import OnEdited, Outbox, refuse_edited
from ibo_desk.documents.html import html
from ibo_desk.documents.kinds import KINDS, About
from ibo_desk.documents.labels import values
from ibo_desk.documents.pdf import pdf
from ibo_desk.documents.text import text
from ibo_desk.domain.names import file_stem
from ibo_desk.language import _

FORMATS: Final = ("docx", "pdf", "html", "txt")
_THREADS: Final = 4
_MANY: Final = 20  # from this many files on, threads pay
Progress = Callable[[int, int], None]


def render(content: Content, form: str, template: Path | None = None) -> bytes:
    """One paper as bytes. ``template`` is a user's own .docx, for docx and pdf; None is the house template.

    A user's layout becomes a PDF only through LibreOffice. Raises PaperError (unknown format, no LibreOffice,
    a PDF that fails) and TemplateError (what is wrong in the template, and where).
    """
    if form == "docx" or (form == "pdf" and template is not None):
        layout = (
            compiled(template)
            if template is not None
            else _compiled_house(kind_of(content), content.head.language)
        )
        made = layout.render(values(content), f"{content.head.data_iso}T12:00:00Z", content.head.author)
        return made if form == "docx" else office.pdfs([made])[0]
    if form == "pdf":
        return pdf(content)
    if form == "html":
        return html(content).encode()
    if form == "txt":
        return text(content).encode()
    problem = _("The format {form} is unknown; choose from {known}.")
    raise PaperError("unknown_format", problem.format(form=form, known=", ".join(FORMATS)), form=form)


def compiled(template: Path) -> CompiledDocx:
    """The template ready to be filled; compiled again only when the file changed."""
    try:
        state = template.stat()
        return _compiled(template, state.st_mtime_ns, state.st_size)
    except OSError as error:
        problem = _("The template {path} cannot be read; check whether it is there and not open elsewhere.")
        raise PaperError("template_missing", problem.format(path=template), path=str(template)) from error
    except TemplateError as error:
        if error.place is not None:
            raise
        raise TemplateError(error.code, f"{template}: {error.problem}") from error


@lru_cache(maxsize=16)
def _compiled(template: Path, _changed: int, _size: int) -> CompiledDocx:
    return CompiledDocx(package.read_file(template))


@lru_cache(maxsize=32)
def _compiled_house(kind: str, language: str) -> CompiledDocx:
    return CompiledDocx(templates.house(kind, language))


def file_name(content: Content, form: str) -> str:
    """A name that sorts and says what it is: nota-kortrijk-ibo-2026-12-11.docx, maandoverzicht-kortrijk-2026-12.pdf."""
    kind, head = KINDS[kind_of(content)], content.head
    of_whom = getattr(content, "municipality", "")
    if kind.about is About.MEETING:
        parts = [
            of_whom,
            head.body_short or head.body,
            head.meeting_iso or head.data_iso,
            _only_item(content),
        ]
    elif kind.about is About.ACTION:
        parts = [getattr(content, "short", ""), head.data_iso]
    else:
        parts = [of_whom or head.region, getattr(content, "period_iso", head.data_iso)]
    return f"{file_stem(' '.join(part for part in (kind.file_word, *parts) if part))}.{form}"


def _only_item(content: Content) -> str:
    """The item of a note that is about one item."""
    alone = isinstance(content, Memo) and len(content.asked) == 1 and not content.noted
    return f"punt-{content.asked[0].number}" if isinstance(content, Memo) and alone else ""


def write_papers(
    contents: Sequence[Content],
    folder: Path,
    formats: Sequence[str],
    *,
    template: Path | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    on_edited: OnEdited = refuse_edited,
) -> list[Path]:
    """Write each content in each format; the files of one content lie together in the list, in the order given.

    Everything is made first and put in place last, so a problem or a cancel leaves the folder as it was; a cancel
    gives an empty list. A file that somebody edited since is only replaced when ``on_edited`` says so; by default
    it raises PaperError("paper_edited"). PaperError too for a folder that cannot be written or a full disk.
    """
    jobs = [(content, form) for content in contents for form in formats]
    for content, form in jobs:
        if form == "pdf" and template is not None:
            office.required()
        if form not in FORMATS:
            render(content, form)  # raises: the format is unknown
    with Outbox(folder, on_edited) as outbox:
        for done, ((content, form), made) in enumerate(zip(jobs, _made(jobs, template), strict=True), 1):
            if cancelled is not None and cancelled():
                return []
            outbox.add(file_name(content, form), made)
            if progress is not None:
                progress(done, len(jobs))
        return outbox.deliver()


def _made(jobs: Sequence[tuple[Content, str]], template: Path | None) -> Iterator[bytes]:
    """The bytes of each job in order; own layouts go to LibreOffice together, for each call of it takes a second."""
    if template is not None and any(form == "pdf" for _content, form in jobs):
        pages = iter(
            office.pdfs([render(content, "docx", template) for content, form in jobs if form == "pdf"])
        )
        for content, form in jobs:
            yield next(pages) if form == "pdf" else render(content, form, template)
    elif len(jobs) < _MANY:
        for content, form in jobs:
            yield render(content, form, template)
    else:
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="papers")
        try:
            yield from pool.map(lambda job: render(job[0], job[1], template), jobs)
        finally:
            pool.shutdown(cancel_futures=True)
