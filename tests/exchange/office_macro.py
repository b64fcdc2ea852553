"""A person at LibreOffice: a macro puts the cursor in the fields of a form, types, and saves the document."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Form"/></library:library>
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Form" script:language="StarBasic">
{code}</script:module>
"""
_TYPE = """
Sub TypeAt(doc, dispatcher, number As Integer, row As Integer, said As String)
  Dim text(0) As New com.sun.star.beans.PropertyValue
  Dim none()
  cell = doc.TextTables.getByIndex(number).getCellByPosition(1, row)
  cursor = doc.CurrentController.ViewCursor
  cursor.gotoRange(cell.Start, False)
  cursor.goRight(1, False)
  cursor.gotoRange(cell.End, True)
  cursor.goLeft(1, True)
  text(0).Name = "Text"
  lines = Split(said, "|")
  For at = 0 To UBound(lines)
    If at &gt; 0 Then dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:InsertPara", "", 0, none())
    text(0).Value = lines(at)
    dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:InsertText", "", 0, text())
  Next
End Sub
"""


def type_in_form(source: Path, target: Path, typed: Mapping[tuple[int, int], str], profile: Path) -> None:
    """Type in cells (table, row) of a .docx, "|" is Enter, and save it as .docx; what is locked stays as it is."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    said = "".join(
        f'  TypeAt(doc, dispatcher, {table}, {row}, "{escape(text)}")\n'
        for (table, row), text in typed.items()
    )
    code = (
        f"{_TYPE}Sub Fill\n  Dim none()\n  Dim how(0) As New com.sun.star.beans.PropertyValue\n"
        '  how(0).Name = "FilterName"\n  how(0).Value = "MS Word 2007 XML"\n'
        f'  doc = StarDesktop.loadComponentFromURL("{source.as_uri()}", "_blank", 0, none())\n'
        '  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")\n'
        f'{said}  doc.storeToURL("{target.as_uri()}", how())\n  doc.close(True)\nEnd Sub\n'
    )
    basic = profile / "user" / "basic" / "Standard"
    (basic / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (basic / "Form.xba").write_text(_MODULE.format(code=code), encoding="utf-8")
    subprocess.run([*command, "macro:///Standard.Form.Fill"], check=True, capture_output=True, timeout=120)
