"""Blocks → Markdown as it is stored: the way back of ``documents.rich_text.parse``."""

import re
from dataclasses import replace

from ibo_desk.documents.rich_text import Block, Blocks, Run, parse

_SPECIAL = re.compile(r"[\\*\[\]|]|(?<![^\W_])_|_(?![^\W_])")
_LIST_LIKE = re.compile(r"(\d{1,9})([.)])(?=\s|$)|([-+])(?=\s|$)")


def to_markdown(blocks: Blocks) -> str:
    """The stored text of blocks; ``parse`` gives the same blocks back, edges of white space aside."""
    lines: list[str] = []
    widths: list[int] = []  # of the list markers we stand in
    before: Block | None = None
    for block in blocks:
        if block.kind == "row":
            lines += _row(block, None if before is None or before.list_id != block.list_id else before)
            widths.clear()
            before = block
            continue
        if before is not None and before.kind == "row":
            lines.append("")
        depth = min(block.level, len(widths) + (block.kind != "paragraph"))
        del widths[depth if block.kind == "paragraph" else max(0, depth - 1) :]
        indent = " " * sum(widths)
        mark = ""
        if block.kind != "paragraph":
            mark = "- " if block.kind == "bullet" else f"{block.number or '1'}. "
            widths.append(len(mark))
        if before is not None and before.kind != "row" and (block.kind == "paragraph" or before.level == 0):
            lines.append("")
        text = _inline(block)
        first, *rest = text.split("\n")
        lines.append(f"{indent}{mark}{first}")
        lines.extend(f"{indent}{' ' * len(mark)}{line}" for line in rest)
        before = block
    return "\n".join(lines).removeprefix("\n")


def _row(block: Block, above: Block | None) -> list[str]:
    """A row between pipes; the first one of a table has the line below it that makes it one."""
    cells = [_inline(Block(runs=cell)) for cell in block.cells]
    line = f"| {' | '.join(cells)} |"
    return [line] if above is not None and above.kind == "row" else ["", line, "|" + " --- |" * len(cells)]


def _inline(block: Block) -> str:
    """The words with their dress; without it where Markdown cannot hold one ("**a.**b")."""
    dressed = _at_line_starts("".join(_run(run) for run in block.runs).strip())
    back = parse(dressed)
    same = len(back) == 1 and _dress(back[0].runs) == _dress(block.runs)
    if same or not any(run.bold or run.italic for run in block.runs):
        return dressed
    bare = [replace(run, bold=False, italic=False) for run in block.runs]
    return _at_line_starts("".join(_run(run) for run in bare).strip())


def _dress(runs: tuple[Run, ...]) -> list[tuple[str, bool, bool, str, str]]:
    """Per sign that is not white space: what it looks like."""
    return [
        (sign, run.bold, run.italic, run.link, run.reference)
        for run in runs
        for sign in run.text
        if not sign.isspace()
    ]


def _run(run: Run) -> str:
    words = run.text.strip()
    if not words:
        return _escaped(run.text)
    lead = run.text[: len(run.text) - len(run.text.lstrip())]
    tail = run.text[len(run.text.rstrip()) :]
    mark = "**" * run.bold + "*" * run.italic
    text = f"{mark}{_escaped(words)}{mark}"
    target = run.link or (f"ibo:{run.reference}" if run.reference else "")
    if target:
        text = f"[{text}]({target})"
    return f"{_escaped(lead)}{text}{_escaped(tail)}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text).replace("\n", "\\\n")


def _at_line_starts(text: str) -> str:
    """A line that begins as a list would is no list."""
    lines = []
    for line in text.split("\n"):
        bare = line.strip(" \t")
        match = _LIST_LIKE.match(bare)
        if match:
            bare = f"{match[1]}\\{bare[match.end(1) :]}" if match[1] else f"\\{bare}"
        lines.append(bare)
    return "\n".join(lines)
