"""What a template may bring along: no macros, nothing inside it that is run, nothing that is fetched from elsewhere.

All of its parts are looked through, comments and notes too: Word carries out a field wherever it stands.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.package import Part, deflated, template_error
from ibo_desk.documents.errors import Place, TemplateError
from ibo_desk.domain.bounds import TEMPLATE
from ibo_desk.foreign.errors import ForeignError, Reason
from ibo_desk.foreign.package import tree, walk
from ibo_desk.language import N_, _

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"
_MACROS: Final = re.compile(r"vbaProject|vbaData|activeX/|\.bin$", re.IGNORECASE)
_MACRO_TYPES: Final = re.compile(
    rb"<(?:\w+:)?Override\b[^>]*(?:macroEnabled|vbaProject|vbaData|activeX|oleObject)", re.IGNORECASE
)
_OUTSIDE: Final = {"image": N_("a picture"), "video": N_("a film"), "frame": N_("a page")}
_ATTACHED: Final = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
# Kinds of relation to a part inside the package that Word runs, opens or merges in.
_EMBEDDED: Final = frozenset({
    "afchunk", "oleobject", "package", "control", "activexcontrolbinary", "vbaproject", "wordvbadata", "subdocument",
    "keymapcustomizations", "attachedtoolbars", "mailmergesource", "mailmergeheadersource", "recipientdata",
    "externallink", "ctrlprop",
})  # fmt: skip
_ELEMENTS: Final = frozenset({"altChunk", "OLEObject", "control", "subDoc", "objectLink", "objectEmbed"})
# Fields that fetch, run or print something when the paper is opened or its fields are brought up to date.
_FIELDS: Final = frozenset({
    "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "EMBED", "DATABASE", "RD",
    "MACROBUTTON", "PRINT",
})  # fmt: skip
_LONGEST_CODE: Final = 10_000  # characters
_NAMED: Final = re.compile(
    r"\s*(?:=|\w+\s)"
)  # a code that says which field it is before another begins in it
_CODE: Final = re.compile(r"\W*(\w+)")


def cleaned(parts: dict[str, Part]) -> dict[str, Part]:
    """The parts without the reference to a template of the author; TemplateError for what is not allowed."""
    result: dict[str, Part] = {}
    try:
        for name, part in parts.items():
            result[name] = _looked_at(name, part)
    except ForeignError as error:
        raise template_error(error) from error
    types = result.get("[Content_Types].xml")
    if types and _MACRO_TYPES.search(types.data()):
        raise _macros()
    if types and _TEMPLATE_TYPE in types.data():
        made = deflated(types.name, types.data().replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE))
        result[types.name] = made
    settings = result.get("word/settings.xml")
    if settings and _ATTACHED.search(settings.data()):
        result[settings.name] = deflated(settings.name, _ATTACHED.sub(b"", settings.data()))
    return result


def _looked_at(name: str, part: Part) -> Part:
    lower = name.lower()
    if _MACROS.search(name) and "printersettings" not in lower:
        raise _macros()
    if "/embeddings/" in lower:
        raise _embedded(name, name.rpartition("/")[2])
    if lower.endswith(".rels"):
        return _relations(part)
    if lower.endswith(".xml"):
        data = part.data()
        try:
            data.decode()  # what is filled in is UTF-8, as every office program writes
        except UnicodeDecodeError as error:
            raise ForeignError(Reason.DAMAGED, name) from error
        walk(iter((data,)), _Forbidden(name), name, TEMPLATE.depth)
    return part


@dataclass
class _Field:
    """A field that is open; its code lies over many runs until its result begins."""

    code: str = ""
    has_result: bool = False


class _Forbidden:
    """Goes through a part for what Word would run or fetch."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._open: list[_Field] = []
        self._reads = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag in _ELEMENTS:
            raise _embedded(self._part, tag)
        if tag == "fldSimple":
            self._judge(values.get("instr", ""))
        elif tag == "fldChar":
            self._bound(values.get("fldCharType", ""))
        self._reads = tag in {"instrText", "delInstrText"}

    def end(self, name: str) -> None:
        self._reads = False

    def data(self, text: str) -> None:
        if not self._reads:
            return
        if not self._open or self._open[-1].has_result:  # a condition around it could still make it a field
            if text.strip():
                raise self._refused(text)
            return
        self._open[-1].code += text
        if len(self._open[-1].code) > _LONGEST_CODE:
            raise self._refused(self._open[-1].code)

    def _bound(self, kind: str) -> None:
        """A field begins, goes over to its result, or ends."""
        if kind == "begin":
            if self._open and not self._open[-1].has_result and not _NAMED.match(self._open[-1].code):
                raise self._refused(_("a field whose name is made by another field"))
            self._open.append(_Field())
        elif self._open:
            self._judge(self._open[-1].code)
            self._open[-1].has_result = True
            if kind == "end":
                self._open.pop()

    def _judge(self, code: str) -> None:
        match = _CODE.match(code)
        if match and match[1].upper() in _FIELDS:
            raise self._refused(code)

    def _refused(self, code: str) -> TemplateError:
        problem = _("A field that fetches something from another file is not allowed in a template")
        return TemplateError("field_forbidden", problem, Place(part=self._part, text=code.strip()))


def _relations(part: Part) -> Part:
    root = tree(part.data(), part.name, TEMPLATE.depth)
    dropped = False
    for relation in list(root.iter(_RELATION)):
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        outside = str(relation.get("TargetMode", "")).lower() == "external"
        if kind.lower() in _EMBEDDED:
            raise _embedded(part.name, kind)
        if not outside or kind == "hyperlink":
            continue
        if kind != "attachedTemplate":
            problem = _(
                "This template fetches something from outside ({kind}); put it in the template itself"
            )
            raise TemplateError(
                "template_external", problem.format(kind=_(_OUTSIDE.get(kind, kind))), Place(part=part.name)
            )
        root.remove(relation)
        dropped = True
    if not dropped:
        return part
    return deflated(part.name, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _macros() -> TemplateError:
    problem = _("A template with macros or controls is not allowed; save it as an ordinary .docx")
    return TemplateError("template_macros", problem)


def _embedded(part: str, kind: str) -> TemplateError:
    problem = _("This template holds another document or program inside it ({kind}); take it out in Word")
    return TemplateError("template_embedded", problem.format(kind=kind), Place(part=part))
