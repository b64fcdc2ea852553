"""The templates for Word: those of the house, those of the user, and what is wrong with one."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ibo_desk.documents.docx import package
from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.docx.house import house_template
from ibo_desk.documents.errors import PaperError, Place, TemplateError
from ibo_desk.documents.fields import shape
from ibo_desk.documents.files_out import cannot_write
from ibo_desk.documents.kinds import KINDS
from ibo_desk.documents.labels import values
from ibo_desk.documents.sample import sample
from ibo_desk.documents.unknown_fields import unknown_fields
from ibo_desk.language import _, language_tag
from ibo_desk.places import data_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template that can be chosen: one of the house, which has no ``path``, or the user's own.

    ``kind`` is "" when unknown.
    """

    name: str
    kind: str
    path: Path | None

    @property
    def own(self) -> bool:
        return self.path is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a template: a code, the sentence without place, and the place."""

    code: str
    problem: str
    place: Place | None = None

    def __str__(self) -> str:
        return f"{self.problem} ({self.place})" if self.place else self.problem


def house(kind: str, language: str = "") -> bytes:
    """Our own template for a kind of paper, as a .docx; ``language`` such as "nl-BE", by default the one in use.

    PaperError for a kind that there is not.
    """
    if kind not in KINDS:
        problem = _("There is no template for “{kind}”; choose from {known}.")
        raise PaperError("unknown_kind", problem.format(kind=kind, known=", ".join(KINDS)), kind=kind)
    return house_template(KINDS[kind].layout(), language or language_tag())


def own_folder() -> Path:
    """Where the user's own templates lie, unless another folder is given."""
    return data_folder() / "sjablonen"


def available(folder: Path | None = None) -> list[Template]:
    """The house templates, then the .docx files in the user's folder; their kind from the start of their name."""
    templates = [Template(name=kind, kind=kind, path=None) for kind in KINDS]
    own = folder if folder is not None else own_folder()
    for path in sorted(own.glob("*.docx")) if own.is_dir() else []:
        if not path.name.startswith("~$"):  # Word's lock beside a file that is open
            kind = next((kind for kind in KINDS if path.stem.startswith(kind)), "")
            templates.append(Template(name=path.stem, kind=kind, path=path))
    return templates


def copy(kind: str, target: Path) -> Path:
    """Copy a house template, to change it in Word. ``target`` is a new file or a folder; nothing is overwritten."""
    source = house(kind)
    path = target / f"{kind}.docx" if target.is_dir() else target.with_suffix(".docx")
    if path.exists():
        problem = _("{path} exists already; choose another name for the copy.")
        raise PaperError("template_exists", problem.format(path=path), path=str(path))
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(source)
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise cannot_write(path.parent, error) from error
    return path


def check(template: Path | bytes, kind: str | None = None) -> list[Finding]:
    """What is wrong with a template (a file, or the bytes of one), in the order of the document.

    ``kind`` is found by itself when it is not given: the one whose fields fit best. PaperError when the file cannot
    be read at all.
    """
    try:
        compiled = CompiledDocx(template if isinstance(template, bytes) else package.read_file(template))
    except TemplateError as error:
        return [_finding(error)]
    if not compiled.pieces:
        problem = _("This template holds no tags: every paper made with it would be the same")
        return [Finding(code="no_tags", problem=problem)]
    chosen = kind or fitting_kind(compiled)
    problems = list(_unknown(compiled, chosen))
    return problems or list(_rendered(compiled, chosen))


def fitting_kind(compiled: CompiledDocx) -> str:
    """The kind of paper whose fields this template uses; agenda when none fits better."""
    return min(KINDS, key=lambda kind: len(list(_unknown(compiled, kind))))


def _unknown(compiled: CompiledDocx, kind: str) -> Iterator[Finding]:
    for piece in compiled.pieces:
        for line, name in unknown_fields(piece.tree, shape(kind)):
            problem = _("This template asks a field that does not exist: {name}").format(name=name)
            yield Finding(code="unknown_field", problem=problem, place=piece.place(line))


def _rendered(compiled: CompiledDocx, kind: str) -> Iterator[Finding]:
    """What goes wrong only when it is filled."""
    content = sample(kind)
    try:
        compiled.render(values(content), f"{content.head.data_iso}T12:00:00Z")
    except TemplateError as error:
        yield _finding(error)


def _finding(error: TemplateError) -> Finding:
    return Finding(code=error.code, problem=error.problem, place=error.place)
