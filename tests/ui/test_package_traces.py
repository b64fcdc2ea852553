"""What a college leaves behind that opens its own file (drafts, backups, log, papers, calendars) is nobody else's."""

import io
import zipfile
from itertools import chain

import pytest

from ibo_desk import bug_log
from ibo_desk.app import open_app
from ibo_desk.data.drafts import texts_left_in
from ibo_desk.documents.request import PaperRequest
from ibo_desk.domain.errors import RuleError
from ibo_desk.services.keeping.drafts import drafts_folder
from ibo_desk.services.packages.giving import give
from tests.beginnings import TODAY as CLOCK
from tests.documents.builders.reading_files import pdf_words
from tests.documents.builders.small_region import SECRET
from tests.documents.conftest import _small_file, region
from tests.documents.test_leaks import marked
from tests.documents.test_package_leaks import MARK, _bytes, _plant, _values, _written_by
from tests.ui.test_packages_window import settle
from tests.ui.test_packages_window import shown as shown_window

__all__ = ["_small_file", "marked", "region"]
TYPED = "Qeigenconceptq"


@pytest.mark.long
def test_what_lies_around_the_file_of_a_college_is_its_own(
    qtbot, open_desk, region, marked, tmp_path, logged_warnings
):
    """Typed and not recorded, backed up, logged, made as a paper and a calendar: the bytes of each file are read."""
    _plant(region, marked)
    out = tmp_path / "mee"
    out.mkdir()
    (file,) = give(region.store, [region.colleges["Kortrijk"]], out)
    assert bug_log.start()
    try:
        _work(qtbot, open_desk(file.path), out)
        logged_warnings.clear()
    finally:
        bug_log.stop()
    assert any(TYPED in draft.text for draft in texts_left_in(drafts_folder()))
    planted = marked.secretariat.union(*marked.college.values())
    own = marked.college["Kortrijk"] | _written_by(region, file.college_id)
    looked_at = {}
    for path in filter(lambda path: path.is_file(), chain((tmp_path / "home").rglob("*"), out.rglob("*"))):
        text = _all_in(path)
        there = set(MARK.findall(text))
        assert there & planted <= own, path.name
        assert there <= own | {TYPED}, path.name
        assert SECRET not in text, path.name
        looked_at.setdefault(_kind(path), set()).update(there)
    assert set(looked_at) >= {"backup", "draft", "log", "html", "pdf", "docx", "ics"}, sorted(looked_at)
    assert TYPED in looked_at["draft"]
    for kind in ("backup", "html", "pdf", "docx"):
        assert len(looked_at[kind] & own) > 2, (kind, "what is its own can be found where it should be")
    assert len(planted - own) > 300


def _work(qtbot, desk, out):
    """A day in the window: evidence half typed, something that may not be written tried, papers made."""
    window = shown_window(qtbot, desk)
    window.open_page("engagements")
    settle(desk)
    page = window.page("engagements")
    row = next(row for row in page._rows if any(share.evidence for share in row.partners))

    def job(app):
        try:
            app.records.patch("agenda_item", row.item_id, None, {"title": "Anders"})
        except RuleError as refused:
            bug_log.keep_bug(refused, seen=False)
        college = [app.package.college_id]
        app.papers.make(
            PaperRequest("college-page", college_ids=college), folder=out, formats=["html", "pdf", "docx"]
        )
        (out / "agenda.ics").write_bytes(app.calendars_out.of_college(*college))

    desk.lane.write(job, lambda _made: None)
    settle(desk)
    assert desk.told == []
    page.show_record("engagement", row.id)
    settle(desk)
    page.record.tabs.setCurrentIndex(1)
    page.record.table.select_first()
    settle(desk)
    inner = page.record.share.editors["evidence"].inner
    assert inner.isVisible()
    inner.setFocus()
    qtbot.keyClicks(inner, TYPED)
    desk.drafts.rescue()  # as where the program is struck down


def _kind(path):
    if "backup" in str(path.parent):
        return "backup" if path.suffix == ".ibo" else "facts"
    if drafts_folder() in path.parents:
        return "draft"
    return "log" if bug_log.folder() in path.parents else path.suffix.removeprefix(".")


def _all_in(path):
    data = path.read_bytes()
    if data.startswith(b"SQLite format 3"):
        return _values(path) + _bytes(path)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if data.startswith(b"%PDF"):
        return pdf_words(data)
    return _bytes(path).replace("\r\n ", "")  # lines of a calendar are folded


@pytest.mark.long
def test_calendars_of_thirteen_colleges_hold_no_text_of_others(region, marked):
    _plant(region, marked)
    planted = marked.secretariat.union(*marked.college.values())
    looked_for, told = 0, 0
    region.store.close()
    with open_app(region.store.place, clock=CLOCK, read_only=True) as app:
        for town, college in region.colleges.items():
            text = app.calendars_out.of_college(college).decode().replace("\r\n ", "")
            assert set(MARK.findall(text)) <= marked.college[town], town
            assert SECRET not in text, town
            looked_for += len(planted - marked.college[town])
            told += text.count("BEGIN:VEVENT")
        for body in app.bodies.listing():
            text = app.calendars_out.of_body(body.id).decode().replace("\r\n ", "")
            assert not set(MARK.findall(text)) & planted, body.name
    assert looked_for > 13 * 300
    assert told > 13
