"""Two desks on one server: others' work shows, what was not seen is not overwritten, a lost connection is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from sqlalchemy.engine import make_url

from ibo_desk.app import create_app, open_app, without_password
from ibo_desk.domain.drafts import PAUSE
from ibo_desk.domain.errors import StaleRecordError
from ibo_desk.language import N_
from ibo_desk.ui.actions.page import ActionsPage
from ibo_desk.ui.bars import BottomBar
from ibo_desk.ui.desk import Desk
from ibo_desk.ui.drafts.drafts import Kept
from ibo_desk.ui.editors.fields import Field
from ibo_desk.ui.main_window import MainWindow
from ibo_desk.ui.password import PasswordDialog
from ibo_desk.ui.place import place_info
from ibo_desk.ui.record.panel import RecordPanel
from ibo_desk.ui.start import WindowManager
from tests import postgres
from tests.ui.conftest import CLOCK

pytestmark = pytest.mark.postgres
SOON = 2000  # milliseconds within which others' work shows


@pytest.fixture
def place(server_url: str) -> str:
    with create_app(server_url, clock=CLOCK) as app:
        app.records.add("regional_action", {"title": "Fietssnelweg"})
    return server_url


@pytest.fixture
def desks(open_desk: Callable[[str], Desk], place: str) -> tuple[Desk, Desk]:
    return open_desk(place), open_desk(place)


def titles(page: ActionsPage) -> list[str]:
    return [row.title for row in page.panel.shown()]


def rename(page: ActionsPage, title: str, told: list[object] | None = None) -> None:
    """As an editor that compares nothing itself: what the page showed is what counts."""
    row = page.panel.shown()[0]
    failed = None if told is None else told.append
    page.write(lambda app: app.records.patch("regional_action", row.id, None, {"title": title}), None, failed)


@pytest.mark.long
def test_others_work_shows_within_two_seconds(desks, shown, qtbot) -> None:
    mine, theirs = (shown(ActionsPage(desk), desk) for desk in desks)
    rename(theirs, "Fietsostrade")
    qtbot.waitUntil(lambda: titles(mine) == ["Fietsostrade"], timeout=SOON)


@pytest.mark.long
def test_what_others_write_makes_exactly_those_pages_old_that_read_it(desks, shown, qtbot) -> None:
    mine = shown(ActionsPage(desks[0]), desks[0])
    told: list[str] = []
    desks[0].lane.changed.connect(lambda changes: told.extend(sorted(changes.records)))
    mine.reading.grew_old.connect(lambda: told.append("old"))
    their = desks[1].lane
    their.write(lambda app: app.records.patch("region", app.settings.region().id, None, {"name": "Zuid"}))
    qtbot.waitUntil(lambda: "region" in told, timeout=SOON)
    their.write(lambda app: app.records.add("organisation", {"name": "Leiedal", "kind": "intermunicipal"}))
    qtbot.waitUntil(lambda: "organisation" in told and "old" in told, timeout=SOON)
    assert sorted(told) == ["old", "organisation", "region"]


@pytest.mark.long
def test_what_was_not_on_the_screen_is_not_overwritten_and_then_shown(desks, shown, qtbot) -> None:
    mine, theirs = (shown(ActionsPage(desk), desk) for desk in desks)
    told: list[object] = []
    desks[0].lane._heard_there.disconnect()
    rename(theirs, "Van hen")
    desks[1].lane.wait_idle()
    rename(mine, "Van mij", told)
    desks[0].lane.wait_idle()
    assert [type(error) for error in told] == [StaleRecordError]
    qtbot.waitUntil(lambda: titles(mine) == ["Van hen"], timeout=SOON)
    rename(mine, "Van mij", told)
    desks[0].lane.wait_idle()
    assert len(told) == 1
    qtbot.waitUntil(lambda: titles(theirs) == titles(mine) == ["Van mij"], timeout=SOON)


@pytest.mark.long
def test_a_lost_connection_is_said_and_everything_is_read_again(desks, shown, qtbot, place: str) -> None:
    desk, other = desks
    page, bar = shown(ActionsPage(desk), desk), BottomBar(desk)
    qtbot.addWidget(bar)
    assert bar.offline.isHidden()
    base, _slash, name = place.rpartition("/")
    desk.lane._heard_there.disconnect()  # as for what is written while the connection is away
    rename(shown(ActionsPage(other), other), "Ondertussen")
    other.lane.wait_idle()
    assert titles(page) == ["Fietssnelweg"]
    listening = f"FROM pg_stat_activity WHERE datname = '{name}' AND query LIKE 'LISTEN%'"
    with qtbot.waitSignal(desk.lane.connected, check_params_cb=lambda connected: not connected):
        postgres.run_sql(base, f"SELECT pg_terminate_backend(pid) {listening}")
    assert not bar.offline.isHidden()
    qtbot.waitUntil(lambda: titles(page) == ["Ondertussen"], timeout=5000)
    assert bar.offline.isHidden()


@pytest.mark.long
def test_what_is_typed_while_the_server_is_away_is_recorded_when_it_is_back(
    desks, shown, qtbot, place: str
) -> None:
    desk, _other = desks
    window = shown(MainWindow(desk, None), desk)
    page = shown(ActionsPage(desk), desk)
    row = page.panel.shown()[0]
    panel = shown(RecordPanel(desk, "regional_action", [Field(N_("Title"), "title")]), desk)
    panel.show_record(row)
    base, _slash, name = place.rpartition("/")
    away = f"FROM pg_stat_activity WHERE datname = '{name}' AND usename = current_user"
    with qtbot.waitSignal(desk.lane.connected, check_params_cb=lambda connected: not connected):
        postgres.run_sql(base, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        postgres.run_sql(base, f"SELECT pg_terminate_backend(pid) {away}")
    assert window.banner.isHidden()
    field = panel.findChild(QLineEdit)
    field.end(False)
    qtbot.keyClicks(field, " en fietsbrug")
    desk.drafts.save_all()
    desk.lane.wait_idle()
    assert desk.drafts.standing().kept is Kept.NOT
    assert window.banner.text
    with qtbot.waitSignal(desk.lane.connected, check_params_cb=bool, timeout=10_000):
        postgres.run_sql(base, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert window.banner.isHidden()
    paused = desk.drafts.now() + PAUSE
    desk.drafts.now = lambda: paused
    desk.drafts.tick()
    desk.lane.wait_idle()
    assert desk.drafts.standing().kept is Kept.ALL
    qtbot.waitUntil(lambda: titles(page) == ["Fietssnelweg en fietsbrug"], timeout=SOON)


def test_a_login_that_may_only_read_is_told_so(open_desk, place: str, server_url: str) -> None:
    from ibo_desk.data import roles

    roles.set_up(server_url)
    roles.add(server_url, "kijker", may_write=False, password="fictief")
    address = make_url(place).set(username="kijker", password="fictief").render_as_string(hide_password=False)
    with open_app(address, clock=CLOCK, read_only=None) as app:
        info = place_info(app)
    assert info.read_only
    assert "kijker mag in" in info.notice
    assert "fictief" not in info.notice + info.full + info.name


@pytest.mark.long
def test_a_password_is_asked_and_kept_nowhere(theme, settings, qtbot, place: str, tmp_path: Path) -> None:
    bare = without_password(place)
    password = str(make_url(place).password)
    from ibo_desk.app import keep_password

    keep_password(bare, "verkeerd")
    keeper = WindowManager(settings, theme)
    try:
        keeper.begin(bare)
        dialog = _dialog(qtbot)
        assert dialog.findChild(QLineEdit).echoMode() is QLineEdit.EchoMode.Password
        dialog.password.setText(password)
        dialog.ok.click()
        qtbot.waitUntil(lambda: keeper.place == bare, timeout=10_000)
        assert keeper.recent() == [bare]
        settings.sync()
        assert password not in Path(settings.fileName()).read_text(encoding="utf-8")
    finally:
        for window in list(keeper.windows):
            window.close()
        keeper.close()


def _dialog(qtbot) -> PasswordDialog:
    from PySide6.QtWidgets import QApplication

    found: list[PasswordDialog] = []

    def seek() -> bool:
        found.extend(one for one in QApplication.topLevelWidgets() if isinstance(one, PasswordDialog))
        return bool(found)

    qtbot.waitUntil(seek, timeout=10_000)
    return found[0]
