"""The templates for Word: those of the house, those of the user, and what is wrong with one."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import nodes

from ibo_desk.documents.docx import package
from ibo_desk.documents.docx.engine import CompiledDocx
from ibo_desk.documents.docx.house import house_template
from ibo_desk.documents.docx.remarks import remarks
from ibo_desk.documents.errors import Finding, PaperError, TemplateError
from ibo_desk.documents.fields import shape
from ibo_desk.documents.files_out import cannot_write
from ibo_desk.documents.kinds import KINDS, PRINTED
from ibo_desk.documents.labels import values
from ibo_desk.documents.near_fields import near_fields
from ibo_desk.documents.sample import sample
from ibo_desk.documents.unknown_fields import unknown_fields
from ibo_desk.language import N_, _, language_tag
from ibo_desk.places import data_folder

# What Word saves a template as; with macros it is listed too, so that the check can say what to do.
SUFFIXES: Final = (".docx", ".dotx", ".docm", ".dotm")
_LEFT: Final[Mapping[str, str]] = {
    "comments": N_("Comments stay behind: they are in no paper (number of them: {count})"),
    "revision": N_(
        "Tracked changes are accepted in the papers, as Word shows them; to refuse one, do so in Word under Review and "
        "save (number of them: {count})"
    ),
    "author": N_("The names of who made or saved the template stay behind; the papers name the secretariat"),
    "custom-properties": N_(
        "Properties of your own stay behind: they are in no paper (number of them: {count})"
    ),
    "documentProtection": N_("The template is protected against editing; the papers made with it are not"),
    "trackRevisions": N_("Word tracks changes in the template; in the papers made with it it does not"),
}


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
class Checked:
    """What was seen in a template: the kind of paper it was read as ("" when it cannot be read).

    With ``problems`` it cannot be used; ``notices`` are to know: what stays behind, what is printed as it stands.
    """

    kind: str
    problems: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()


def house(kind: str, language: str = "") -> bytes:
    """Our own template for a kind of paper, as a .docx; ``language`` such as "nl-BE", by default the one in use.

    PaperError for a kind that there is not.
    """
    if kind not in PRINTED:
        problem = _("There is no template for “{kind}”; choose from {known}.")
        raise PaperError("unknown_kind", problem.format(kind=kind, known=", ".join(KINDS)), kind=kind)
    return house_template(PRINTED[kind].layout(), language or language_tag())


def own_folder() -> Path:
    """Where the user's own templates lie, unless another folder is given."""
    return data_folder() / "sjablonen"


def available(folder: Path | None = None) -> list[Template]:
    """The house templates, then the Word files in the user's folder.

    Their kind is told by the start of their name, such as "verslag" or "minutes".
    """
    templates = [Template(name=kind, kind=kind, path=None) for kind in KINDS]
    own = folder if folder is not None else own_folder()
    for path in sorted(own.iterdir()) if own.is_dir() else []:
        is_lock = path.name.startswith("~$")  # Word's, beside a file that is open
        if path.suffix.lower() in SUFFIXES and not is_lock:
            start = path.stem.lower()
            kind = next((key for key, kind in KINDS.items() if start.startswith((key, kind.file_word))), "")
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


def check(template: Path | bytes, kind: str | None = None) -> Checked:
    """What is to be said of a template (a file, or the bytes of one), in the order of the document.

    ``kind`` is found by itself when it is not given: the one whose fields fit best. PaperError when the file cannot
    be read at all.
    """
    try:
        compiled = CompiledDocx(template if isinstance(template, bytes) else package.read_file(template))
    except TemplateError as error:
        return Checked(kind=kind or "", problems=(_finding(error),))
    notices = (*_left_behind(compiled.left_behind), *remarks(compiled))
    if not compiled.pieces:
        problem = _("This template holds no tags: every paper made with it would be the same")
        return Checked(kind=kind or "", problems=(Finding(code="no_tags", problem=problem),), notices=notices)
    chosen = kind or fitting_kind(compiled)
    problems = _wrong_kind(compiled, chosen) or tuple(_unknown(compiled, chosen))
    return Checked(kind=chosen, problems=problems or tuple(_rendered(compiled, chosen)), notices=notices)


def fitting_kind(compiled: CompiledDocx) -> str:
    """The kind of paper whose fields this template uses; agenda when none fits better."""
    return min(KINDS, key=lambda kind: _count_unknown(compiled, kind))


def _count_unknown(compiled: CompiledDocx, kind: str) -> int:
    names = shape(kind)
    return sum(1 for piece in compiled.pieces for _field in unknown_fields(piece.tree, names))


def _wrong_kind(compiled: CompiledDocx, kind: str) -> tuple[Finding, ...]:
    """One sentence instead of one for each field, where all of them exist in another kind of paper."""
    if not _count_unknown(compiled, kind):
        return ()
    fitting = fitting_kind(compiled)
    if _count_unknown(compiled, fitting):
        return ()
    problem = _(
        "This is a template for “{fitting}”, not for “{kind}”: choose that paper, or another template"
    )
    sentence = problem.format(fitting=_(KINDS[fitting].name), kind=_(KINDS[kind].name))
    return (Finding(code="wrong_kind", problem=sentence),)


def _unknown(compiled: CompiledDocx, kind: str) -> Iterator[Finding]:
    names = shape(kind)
    in_loops = {
        loop.target.name
        for piece in compiled.pieces
        for loop in piece.tree.find_all(nodes.For)
        if isinstance(loop.target, nodes.Name)
    }
    for piece in compiled.pieces:
        for line, name in unknown_fields(piece.tree, names):
            code, problem = _why_unknown(name, kind, in_loops)
            yield Finding(code=code, problem=problem, place=piece.place(line))


def _why_unknown(name: str, kind: str, in_loops: set[str]) -> tuple[str, str]:
    if name in in_loops:
        problem = _(
            "“{name}” only exists between its “for” and “endfor”: put this tag there, in the main text"
        )
        return "field_outside_loop", problem.format(name=name)
    problem = _("This template asks a field that does not exist: {name}").format(name=name)
    near = ", ".join(near_fields(name, kind))
    return "unknown_field", _("{problem}; perhaps {near}").format(
        problem=problem, near=near
    ) if near else problem


def _left_behind(left: Mapping[str, int]) -> Iterator[Finding]:
    for code, sentence in _LEFT.items():
        if count := left.get(code, 0):
            yield Finding(code=f"left_{code}", problem=_(sentence).format(count=count))


def _rendered(compiled: CompiledDocx, kind: str) -> Iterator[Finding]:
    """What goes wrong only when it is filled."""
    content = sample(kind)
    try:
        compiled.render(values(content), f"{content.head.data_iso}T12:00:00Z", content.head.author)
    except TemplateError as error:
        yield _finding(error)


def _finding(error: TemplateError) -> Finding:
    return Finding(code=error.code, problem=error.problem, place=error.place)
