"""All four forms of a paper: the same words, stable bytes, safe writing."""

import errno
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from ibo_desk.documents import office, templates
from ibo_desk.documents.content import Agenda, Content, Memo, MemoItem
from ibo_desk.documents.errors import PaperError
from ibo_desk.documents.files_out import LEDGER, Edited, cannot_write
from ibo_desk.documents.glyphs import covered, shown
from ibo_desk.documents.html import html
from ibo_desk.documents.kinds import KINDS as ALL_KINDS
from ibo_desk.documents.pdf import pages, pdf, unshown
from ibo_desk.documents.render import FORMATS, file_name, render, write_papers
from ibo_desk.documents.rich_text import parse
from ibo_desk.documents.sample import sample
from ibo_desk.domain.names import file_stem
from tests.documents.builders.reading_files import pdf_alternatives
from tests.documents.make_docx import flat, names, part, template, words

KINDS = tuple(ALL_KINDS)
# These hold every part that a layout can have; what prints them is the same for all kinds.
GOLDEN_KINDS = ("agenda", "minutes", "memo", "month-overview", "council-report", "engagements")
GOLDEN = Path(__file__).parent / "golden"
HARD = "& < > \" ' {{ x }} {% y %} <b>vet</b> #raw $m$ *ster* _lijn_ \\ €"
libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")


def poppler(program: str, *words: str) -> str:
    """What a program of poppler says of a PDF."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} (poppler) is not installed")
    done = subprocess.run([program, *words], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def pdf_text(data: bytes, tmp_path: Path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return poppler("pdftotext", "-layout", str(path), "-")


def said(content: Content, form: str, tmp_path: Path) -> str:
    """The words of a paper in one form."""
    made = render(content, form)
    if form == "docx":
        edges = [name for name in names(made) if re.search(r"(header|footer)\d*\.xml$", name)]
        drawn = [unescape(told) for told in re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', part(made))]
        return "\n".join([*words(made), *drawn, *(line for name in edges for line in words(made, name))])
    if form == "pdf":
        return "\n".join([pdf_text(made, tmp_path), *pdf_alternatives(made)])
    if form == "html":
        return unescape(re.sub(r"<[^>]+>", " ", made.decode()))
    return made.decode()


def texts(value: Any, name: str = "") -> Iterator[str]:
    """Every text that a paper must say, without codes and dates for machines."""
    if isinstance(value, str):
        if name not in (
            "kind",
            "key",
            "language",
            "data_iso",
            "meeting_iso",
            "body_short",
            "period_iso",
            "link",
            "reference",
            "svg",
        ):
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each, name)
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            if entry.name not in ("headings", "college", "number", "list_id", "level"):
                yield from texts(getattr(value, entry.name), entry.name)


def emptied(item: MemoItem, but: str) -> dict[str, tuple[()]]:
    return {name: () for name in lists(item) if name != but}


def lists(owner: Any) -> list[str]:
    return [entry.name for entry in fields(owner) if isinstance(getattr(owner, entry.name), tuple)]


def needed(content: Content) -> set[str]:
    if isinstance(content, Memo):  # an asked item is printed through its sections
        asked = tuple(replace(item, **emptied(item, "sections")) for item in content.asked)
        noted = tuple(replace(item, sections=(), articles=()) for item in content.noted)
        content = replace(content, asked=asked, noted=noted)
    found = " ".join(texts(content))
    return set(re.findall(r"[^\W_]{3,}", found))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_says_every_word(kind: str, form: str, tmp_path: Path) -> None:
    content = sample(kind)
    there = set(re.findall(r"[^\W_]{3,}", said(content, form, tmp_path)))
    assert needed(content) - there == set()


@pytest.mark.parametrize("kind", KINDS)
def test_all_forms_have_the_same_headings(kind: str, tmp_path: Path) -> None:
    content = sample(kind)
    document = Document(io.BytesIO(render(content, "docx")))
    headings = [
        each.text.replace("\xa0", " ")  # days hold together where lines end
        for each in document.paragraphs
        if each.style.name in ("Heading 1", "Heading 2")
    ]
    page = html(content)
    in_html = [unescape(each) for each in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page)]
    assert in_html == headings
    text_lines = render(content, "txt").decode().splitlines()
    underlined = [
        line for line, under in pairwise(text_lines) if under and under in ("=" * len(line), "-" * len(line))
    ]
    assert underlined[1:] == headings
    in_pdf = flat(pdf_text(render(content, "pdf"), tmp_path))
    assert [each for each in headings if len(each) < 60 and flat(each) not in in_pdf] == []


@pytest.mark.parametrize("form", ["docx", "html", "txt"])
@pytest.mark.parametrize("kind", GOLDEN_KINDS)
def test_golden(kind: str, form: str) -> None:
    made = render(sample(kind), form)
    now = "\n".join(words(made)) + "\n" if form == "docx" else made.decode()
    path = GOLDEN / f"{kind}.{form}{'.txt' if form == 'docx' else ''}"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_hard_characters_are_only_text(form: str, tmp_path: Path) -> None:
    content = sample("agenda")
    assert isinstance(content, Agenda)
    item = replace(content.items[0], title=HARD, asked="een\ntwee")
    content = replace(content, items=(item,), head=replace(content.head, title=HARD))
    found = flat(said(content, form, tmp_path))
    assert found.count(HARD) >= 3


@pytest.mark.parametrize("form", FORMATS)
def test_empty_papers_can_be_made(form: str, tmp_path: Path) -> None:
    for kind in KINDS:
        content = sample(kind)
        bare: dict[str, Any] = dict.fromkeys(lists(content), ())
        bare |= {entry.name: "" for entry in fields(content) if isinstance(getattr(content, entry.name), str)}
        head = replace(
            content.head, facts=(), subtitle="", status="", sample="", audience="", author="", region=""
        )
        words = said(replace(content, head=head, **bare), form, tmp_path)
        assert content.head.title in " ".join(words.split())  # a long title takes two lines


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(PaperError) as caught:
        render(sample("agenda"), "odt")
    assert caught.value.code == "unknown_format"


# --- PDF


@pytest.mark.long
def test_pdf_is_tagged_archivable_and_titled(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf(sample("minutes")))
    info = poppler("pdfinfo", str(path))
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"Title:\s+Verslag", info)
    raw = path.read_bytes()
    assert b"pdfuaid:part>1" in raw
    assert b"pdfaid:part>2" in raw
    assert b"/Outlines" in raw
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    assert {line.split("+")[1].split()[0].split("-")[0] for line in fonts.splitlines()[2:]} == {
        "LiberationSans"
    }


def test_characters_that_the_font_lacks_are_replaced() -> None:
    assert shown("a 🚲 b") == "a □ b"
    assert shown("ﬀ x\ufe0f a\u202eb ½€ ①") in ("ﬀ x ab ½€ 1", "ff x ab ½€ 1")
    assert {"€", "é", "ë", "•", "–", "’"} < covered()


def test_what_a_pdf_cannot_show_is_known_before_it_is_made() -> None:
    content = sample("agenda")
    assert isinstance(content, Agenda)
    assert unshown(content) == ""
    odd = replace(content, reason=parse("Met de 🚲 naar 汉, ½ uur, ﬀ en \u202e"))
    assert unshown(odd) == "汉 🚲"


def test_pdf_never_fails_on_what_people_type(tmp_path: Path) -> None:
    content = sample("agenda")
    assert isinstance(content, Agenda)
    odd = "🚲 汉字 \u202e rtl \u0416 عربى ✓ ✅ →"
    content = replace(content, reason=parse(odd), head=replace(content.head, title=odd))
    assert "rtl" in pdf_text(pdf(content), tmp_path)


@pytest.mark.long
def test_preview_gives_a_picture_per_page() -> None:
    small, large = pages(sample("memo"), ppi=30), pages(sample("memo"), ppi=60)
    assert len(small) == len(large) > 1
    assert all(page.startswith(b"\x89PNG") for page in small)
    assert len(large[0]) > len(small[0])


# --- files


def test_names_say_what_it_is() -> None:
    assert file_name(sample("memo"), "docx") == "nota-kortrijk-ibo-2026-12-11.docx"
    assert file_name(sample("minutes"), "pdf") == "verslag-ibo-2026-12-11.pdf"
    assert file_name(sample("month-overview"), "html") == "maandoverzicht-kortrijk-2026-12.html"
    assert file_name(sample("council-report"), "txt") == "rapportering-kortrijk-2026-h2.txt"
    memo = sample("memo")
    assert isinstance(memo, Memo)
    assert file_name(replace(memo, noted=()), "txt") == "nota-kortrijk-ibo-2026-12-11-punt-4.txt"
    assert file_stem("Spiere-Helkijn / IBO: “één”") == "spiere-helkijn-ibo-een"


def memo_for(name: str) -> Memo:
    memo = sample("memo")
    assert isinstance(memo, Memo)
    return replace(memo, municipality=name)


def test_a_batch_is_written_in_order_with_progress(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    made = write_papers(
        [memo_for("Menen"), memo_for("Kuurne"), memo_for("Kuurne")], tmp_path / "uit", ["docx", "pdf"],
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    assert [path.name for path in made] == [
        "nota-menen-ibo-2026-12-11.docx", "nota-menen-ibo-2026-12-11.pdf", "nota-kuurne-ibo-2026-12-11.docx",
        "nota-kuurne-ibo-2026-12-11.pdf", "nota-kuurne-ibo-2026-12-11-2.docx", "nota-kuurne-ibo-2026-12-11-2.pdf",
    ]  # fmt: skip
    assert told == [(place, 6) for place in range(1, 7)]
    assert {path.name for path in (tmp_path / "uit").iterdir()} == {*(path.name for path in made), LEDGER}


@pytest.mark.long
def test_many_papers_at_once_are_the_same_as_one_by_one(tmp_path: Path) -> None:
    contents = [memo_for(f"Gemeente {place}") for place in range(12)]
    made = write_papers(contents, tmp_path, ["docx", "pdf"])
    assert len(made) == 24
    assert made[2].read_bytes() == render(contents[1], "docx")
    assert made[23].read_bytes() == render(contents[11], "pdf")


def test_cancel_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    answers = iter([False, False, True])
    assert write_papers([memo_for("Menen")] * 3, tmp_path, ["txt"], cancelled=lambda: next(answers)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_problem_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    broken = replace(sample("agenda"), head=replace(sample("agenda").head, kind="affiche"))
    with pytest.raises(PaperError):
        write_papers([sample("agenda"), broken], tmp_path, ["docx"])
    assert list(tmp_path.iterdir()) == []


def test_our_own_file_is_replaced_but_an_edited_one_never_in_silence(tmp_path: Path) -> None:
    (path,) = write_papers([memo_for("Menen")], tmp_path, ["txt"])
    changed = replace(memo_for("Menen"), represented_by="Niemand.")
    assert write_papers([changed], tmp_path, ["txt"]) == [path]
    path.write_text("eigen werk", encoding="utf-8")
    with pytest.raises(PaperError) as caught:
        write_papers([changed], tmp_path, ["txt"])
    assert caught.value.code == "paper_edited"
    assert path.read_text(encoding="utf-8") == "eigen werk"
    assert write_papers([changed], tmp_path, ["txt"], on_edited=lambda _path: Edited.KEEP) == [path]
    assert path.read_text(encoding="utf-8") == "eigen werk"
    (beside,) = write_papers([changed], tmp_path, ["txt"], on_edited=lambda _path: Edited.BESIDE)
    assert beside.name == "nota-menen-ibo-2026-12-11-2.txt"
    assert write_papers([changed], tmp_path, ["txt"], on_edited=lambda _path: Edited.REPLACE) == [path]
    assert "Niemand." in path.read_text(encoding="utf-8")


def test_a_file_of_somebody_else_counts_as_edited(tmp_path: Path) -> None:
    (tmp_path / file_name(sample("agenda"), "txt")).write_text("van iemand anders", encoding="utf-8")
    with pytest.raises(PaperError) as caught:
        write_papers([sample("agenda")], tmp_path, ["txt"])
    assert caught.value.code == "paper_edited"


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "map").write_text("x")
    with pytest.raises(PaperError) as caught:
        write_papers([sample("agenda")], tmp_path / "map", ["txt"])
    assert caught.value.code == "no_folder"


@pytest.mark.skipif(sys.platform != "linux", reason="a full disk is only at hand on Linux")
def test_a_full_disk_is_one_sentence() -> None:
    with pytest.raises(OSError, match="space") as caught, Path("/dev/full").open("wb", buffering=0) as full:
        full.write(b"x")
    assert cannot_write(Path("uit"), caught.value).code == "disk_full"
    assert cannot_write(Path("uit"), PermissionError(errno.EACCES, "x")).code == "not_writable"
    unknown = cannot_write(Path("uit"), OSError(errno.EIO, "Input/output error"))
    assert unknown.sentence == "Schrijven in uit is mislukt (fout 5). Probeer opnieuw of kies een andere map."


# --- own layouts


def test_an_own_template_is_used_for_docx(tmp_path: Path) -> None:
    own = tmp_path / "eigen.docx"
    own.write_bytes(template("Stad {{ municipality }}", "{{p asked[0].consequences }}"))
    made = render(sample("memo"), "docx", own)
    assert words(made)[0] == "Stad Kortrijk"
    own.write_bytes(template("Gemeente {{ municipality }} {# nieuw #}"))
    assert words(render(sample("memo"), "docx", own)) == ["Gemeente Kortrijk "]
    with pytest.raises(PaperError) as caught:
        render(sample("memo"), "docx", tmp_path / "weg.docx")
    assert caught.value.code == "template_missing"


def test_without_libreoffice_an_own_layout_is_refused_as_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = templates.copy("memo", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    office.soffice.cache_clear()
    try:
        if office.soffice() is not None:
            pytest.skip("LibreOffice lies outside the PATH here")
        with pytest.raises(PaperError) as caught:
            write_papers([sample("memo")], tmp_path / "uit", ["docx", "pdf"], template=own)
        assert caught.value.code == "no_office"
        assert not (tmp_path / "uit").exists()
    finally:
        monkeypatch.undo()
        office.soffice.cache_clear()


@pytest.mark.long
@libreoffice
@pytest.mark.libreoffice
def test_libreoffice_makes_a_pdf_of_an_own_layout(tmp_path: Path) -> None:
    own = tmp_path / "eigen.docx"
    own.write_bytes(template("Eigen opmaak voor {{ municipality }}"))
    made = write_papers([memo_for("Menen"), memo_for("Kuurne")], tmp_path / "uit", ["pdf"], template=own)
    for path in made:
        assert b"/StructTreeRoot" in path.read_bytes()
        assert b"<pdfuaid:part>1" in path.read_bytes()
    assert [flat(pdf_text(path.read_bytes(), tmp_path)) for path in made] == [
        "Eigen opmaak voor Menen", "Eigen opmaak voor Kuurne",
    ]  # fmt: skip


@pytest.mark.long
@libreoffice
@pytest.mark.libreoffice
def test_libreoffice_saves_papers_and_templates_without_losing_a_word(tmp_path: Path) -> None:
    files = [tmp_path / f"{kind}.docx" for kind in KINDS]
    for path in files:
        path.write_bytes(render(sample(path.stem), "docx"))
    sources = [templates.copy(kind, tmp_path / f"sjabloon-{kind}") for kind in KINDS]
    out = tmp_path / "opnieuw"
    profile = (tmp_path / "profiel").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx", "--outdir", str(out),
         *map(str, files + sources)], capture_output=True, check=True, timeout=110,
    )  # fmt: skip
    for path in files:
        assert flat(" ".join(words((out / path.name).read_bytes()))) == flat(
            " ".join(words(path.read_bytes()))
        )
    for kind, source in zip(KINDS, sources, strict=True):
        saved = out / source.name
        assert templates.check(saved, kind).problems == ()
        assert flat(" ".join(words(render(sample(kind), "docx", saved)))) == flat(
            " ".join(words(render(sample(kind), "docx")))
        )


def test_house_papers_hold_no_leftover_tag() -> None:
    for kind in KINDS:
        made = render(sample(kind), "docx")
        for name in names(made):
            if name.endswith(".xml"):
                assert not re.search(r"\{\{|\{%|paper \d", part(made, name))
