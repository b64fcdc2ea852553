"""The lanes: results come back here, user errors are told, bugs are loud."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from ibo_desk.domain.errors import NotFoundError, UserError
from ibo_desk.ui.work_lane import Cancelled, WorkLane


@pytest.fixture
def work(qapp):
    lane = WorkLane()
    yield lane
    lane.close()


def test_a_read_runs_elsewhere_and_arrives_here(region_desk):
    threads, rows = [], []

    def job(app):
        threads.append(threading.current_thread())
        return app.organisations.listing()

    region_desk.lane.read(job, rows.extend)
    assert rows == []
    region_desk.lane.wait_idle()
    assert "Kortrijk" in {row.name for row in rows}
    assert threads != [threading.current_thread()]


def test_results_arrive_in_the_order_of_asking(region_desk):
    seen = []
    for number in range(50):
        region_desk.lane.read(lambda _app, n=number: n, seen.append)
    region_desk.lane.wait_idle()
    assert seen == list(range(50))


def test_a_user_error_is_told_once(region_desk):
    def job(_app):
        raise NotFoundError("no_such_name", kind="body", name="X")

    region_desk.lane.read(job, lambda _nothing: None)
    region_desk.lane.wait_idle()
    assert [error.code for error in region_desk.told] == ["no_such_name"]


def test_a_user_error_goes_to_who_wants_it(region_desk):
    taken: list[UserError] = []

    def job(_app):
        raise NotFoundError("no_such_name", kind="body", name="X")

    region_desk.lane.read(job, lambda _nothing: None, taken.append)
    region_desk.lane.wait_idle()
    assert [error.code for error in taken] == ["no_such_name"]
    assert region_desk.told == []


def test_a_bug_is_loud(region_desk, qtbot):
    with qtbot.captureExceptions() as caught:
        region_desk.lane.read(lambda _app: 1 // 0, lambda _nothing: None)
        region_desk.lane.wait_idle()
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    assert region_desk.told == []


def test_nothing_arrives_at_a_widget_that_is_gone(region_desk):
    seen = []
    owner = QObject()
    region_desk.lane.read(lambda _app: 1, seen.append, owner=owner)
    delete(owner)
    region_desk.lane.wait_idle()
    assert seen == []


@pytest.mark.long
def test_the_last_to_let_go_of_a_widget_is_not_the_worker(region_desk):
    gone_on = []
    widget = QWidget()
    weakref.finalize(widget, lambda: gone_on.append(threading.current_thread()))
    region_desk.lane.read(lambda _app, kept=widget: kept is None, lambda _no: None, owner=widget)
    del widget
    region_desk.lane.wait_idle()
    gc.collect()
    assert gone_on == [threading.current_thread()]


def test_a_write_tells_what_changed_and_what_can_be_undone(region_desk):
    changes, saved = [], []
    region_desk.lane.changed.connect(changes.append)
    region_desk.lane.saved.connect(lambda undo, redo, quiet: saved.append((undo, redo, quiet)))
    region_desk.lane.write(
        lambda app: app.records.add("strategic_line", {"name": "Water", "order_key": "zz"})
    )
    region_desk.lane.wait_idle()
    assert [one.affects(["strategic_line"]) for one in changes] == [True]
    assert "Water" in saved[0][0].label
    assert saved[0][1:] == (None, False)


def test_after_close_nothing_is_delivered(open_desk, region_file):
    desk = open_desk(region_file)
    seen = []
    desk.lane.read(lambda _app: 1, seen.append)
    desk.lane.close()
    QCoreApplication.processEvents()
    assert seen == []


def test_long_work_shows_progress_and_ends(work):
    steps, told = [], []
    work.progressed.connect(lambda step, of: steps.append((step, of)))
    work.ended.connect(lambda: told.append("ended"))

    def job(progress):
        for step in range(1, 4):
            progress(step, 3)
        return "made"

    work.run("Notes", job, told.append)
    work.wait_idle()
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert told == ["ended", "made"]


def test_long_work_stops_when_asked(work):
    made, stopped = [], threading.Event()

    def job(progress):
        stopped.wait(10)
        for step in range(1000):
            progress(step, 1000)
            made.append(step)

    work.run("Notes", job, lambda _nothing: made.append("done"))
    work.cancel()
    stopped.set()
    work.wait_idle()
    assert made == []
    assert issubclass(Cancelled, Exception)


def test_a_stopped_job_stays_stopped_when_another_is_asked_for(work):
    told, steps, go = [], [], threading.Event()

    def slow(progress):
        go.wait(10)
        for step in range(1, 1000):
            progress(step, 1000)
            steps.append(step)
        return "slow"

    job = work.run("Reading", slow, told.append)
    job.stop()
    work.run("Notes", lambda _progress: "other", told.append)
    go.set()
    work.wait_idle()
    assert (told, steps) == (["other"], [])


def test_stopping_what_runs_leaves_what_waits_and_one_that_waits_never_begins(work):
    told, go, begun = [], threading.Event(), []

    def first(progress):
        go.wait(10)
        progress(1, 2)
        return "first"

    work.run("First", first, told.append)
    second = work.run("Second", lambda _progress: begun.append("second"), told.append)
    work.run("Third", lambda _progress: "third", told.append)
    work.cancel()
    second.stop()
    go.set()
    work.wait_idle()
    assert (told, begun) == (["third"], [])
