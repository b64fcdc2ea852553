"""What a template may bring along: no macros, no links that fetch something when the paper is opened."""

import re
from typing import Final

from lxml import etree

from ibo_desk.documents.docx.package import Part, deflated
from ibo_desk.documents.errors import Place, TemplateError
from ibo_desk.language import _

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TEMPLATE_TYPE: Final = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE: Final = b"wordprocessingml.document.main+xml"
_MACROS: Final = re.compile(r"vbaProject|vbaData|activeX/|\.bin$", re.IGNORECASE)
_ATTACHED: Final = re.compile(rb"<w:attachedTemplate\b[^>]*/>")


def cleaned(parts: dict[str, Part]) -> dict[str, Part]:
    """The parts without the reference to a template of the author; TemplateError for what is not allowed."""
    result: dict[str, Part] = {}
    for name, part in parts.items():
        if _MACROS.search(name) and "printerSettings" not in name:
            problem = _("A template with macros or controls is not allowed; save it as an ordinary .docx")
            raise TemplateError("template_macros", problem, Place(part=name))
        result[name] = _relations(part) if name.endswith(".rels") else part
    types = result.get("[Content_Types].xml")
    if types and _TEMPLATE_TYPE in types.data():
        made = deflated(types.name, types.data().replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE))
        result[types.name] = made
    settings = result.get("word/settings.xml")
    if settings and _ATTACHED.search(settings.data()):
        result[settings.name] = deflated(settings.name, _ATTACHED.sub(b"", settings.data()))
    return result


def _relations(part: Part) -> Part:
    try:
        root = etree.fromstring(part.data(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        problem = _("This part of the Word document is damaged; save it again in Word as .docx")
        raise TemplateError("part_damaged", problem, Place(part=part.name)) from error
    dropped = False
    for relation in list(root.iter(_RELATION)):
        kind = str(relation.get("Type", "")).rpartition("/")[2]
        if relation.get("TargetMode") != "External" or kind == "hyperlink":
            continue
        if kind != "attachedTemplate":
            problem = _(
                "This template fetches something from outside ({kind}); put it in the template itself"
            )
            raise TemplateError("template_external", problem.format(kind=kind), Place(part=part.name))
        root.remove(relation)
        dropped = True
    if not dropped:
        return part
    return deflated(part.name, etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
