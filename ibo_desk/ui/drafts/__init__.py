"""What is typed is kept before it is recorded: every editor is a writer that hands its text to ``desk.drafts``.

A field of a ``RecordPanel`` is one by itself (``editors.field_writer``), so is the editor of a table cell. Any other
line or text that a person types words into is registered with ``keep_line(desk, widget, name, label, about)``
(``editors.line_writer``). ``tests/ui/test_every_writer.py`` finds an editor that is neither.
"""
