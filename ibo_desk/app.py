"""A file or database opened for windows, for the command line and for tests; ``ibo_desk.wiring`` has its services."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import select

from ibo_desk.data.address import is_server, keep_password, safe_name, without_password
from ibo_desk.data.holder import Hold
from ibo_desk.data.integrity import look_at_pages
from ibo_desk.data.migrate import SchemaState, create, regular_file, schema_state, upgrade
from ibo_desk.data.store import Store
from ibo_desk.data.tables import Region
from ibo_desk.domain.backups import BackupKind
from ibo_desk.domain.clock import Clock, SystemClock
from ibo_desk.domain.errors import FileProblemError, UserError
from ibo_desk.installation import copy_id, os_user
from ibo_desk.safekeeping import back_up, explain, explained, hold_file
from ibo_desk.services.keeping.opening import HeldError, conflict_notices
from ibo_desk.services.packages.guarding import bound
from ibo_desk.services.packages.lending import newer_elsewhere
from ibo_desk.wiring import Services

__all__ = [
    "App", "HeldError", "create_app", "create_example", "keep_password",
    "open_app", "without_password",
]  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ibo_desk.data.listening import Listener


class App(Services):
    """An opened region: its store and the services on it. Belongs to one thread at a time; close it when done."""

    def __init__(
        self,
        store: Store,
        hold: Hold | None = None,
        held: HeldError | None = None,
        notices: tuple[UserError, ...] = (),
    ) -> None:
        super().__init__(store)
        self.package = bound(store)  # what this file is, where a college was given it
        self.held = held  # why it may only be read, where another program has it
        self.notices = (*notices, *newer_elsewhere(store))  # what a person should know of the file just now
        self._hold = hold
        self._listener: Listener | None = None

    def __enter__(self) -> App:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(_error, Exception):
            explain(_error, self.place)

    def explained(self) -> AbstractContextManager[None]:
        """Let what goes wrong in a damaged file be said as that."""
        return explained(self.place)

    @property
    def clock(self) -> Clock:
        return self.store.clock

    @property
    def place(self) -> str:
        return self.store.place

    @property
    def read_only(self) -> bool:
        return self.store.read_only

    def listen(
        self,
        *,
        heard: Callable[[list[UUID]], object],
        lost: Callable[[], object],
        back: Callable[[], object],
    ) -> None:
        """On a server: be told of the entries of all who write, and of a connection that is lost or back.

        The three are called on a thread of their own; ``store.written_elsewhere`` says what others wrote.
        """
        if not self.store.is_server:
            return
        from ibo_desk.data.listening import Listener

        self._listener = Listener(self.place, self.store.person, heard=heard, lost=lost, back=back)
        self._listener.begin()

    def save_copy(self, path: Path) -> None:
        """Save what is open under another name, also where the file itself is gone; raises ``FileProblemError``."""
        self.store.copy_to(path)

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        if self._listener is not None:
            self._listener.end()
            self._listener = None
        self.store.close()
        if self._hold is not None:
            self._hold.release()


def open_app(
    place: str | Path,
    *,
    clock: Clock | None = None,
    actor: str = "",
    read_only: bool | None = False,
    altered: bool = False,
) -> App:
    """Open a region file or database.

    ``read_only`` None means: only where somebody else has it, or where it may not be written. A file that is
    opened to write is backed up first when it changed since the last backup; an older schema is brought up to date.
    ``notices`` of the app then says what could not be done, and what lies beside the file. ``altered`` opens one
    whose triggers or indexes were changed, too: only to look at it. Raises ``HeldError`` and ``FileProblemError``.
    """
    return _open(
        without_password(str(place)), clock or SystemClock(), actor or os_user(), read_only, altered=altered
    )


def _open(
    place: str,
    clock: Clock,
    actor: str,
    read_only: bool | None,
    *,
    fresh: bool = False,
    altered: bool = False,
) -> App:
    """``fresh`` says that the file was made just now, so that there is nothing to back up."""
    try:
        if not is_server(place) and not fresh:
            look_at_pages(regular_file(place))
        state = schema_state(place)
        hold, held = hold_file(place, actor, clock, read_only)
    except UserError:
        raise
    except Exception as error:
        explain(error, place)
        raise
    try:
        return _opened(place, clock, actor, state, hold, held, fresh=fresh, altered=altered, asked=read_only)
    except BaseException as error:
        if hold:
            hold.release()
        if isinstance(error, Exception):
            explain(error, place)
        raise


def _opened(
    place: str,
    clock: Clock,
    actor: str,
    state: SchemaState,
    hold: Hold | None,
    held: HeldError | None,
    *,
    fresh: bool,
    altered: bool,
    asked: bool | None,
) -> App:
    reads_only = bool(asked) or held is not None or (hold is None and not is_server(place))
    notices: list[UserError] = [] if fresh or is_server(place) else conflict_notices(place)
    if state is SchemaState.ALTERED and not altered:
        problem = FileProblemError("schema_altered", place=place)
        if asked is False:
            raise problem
        notices.append(problem)
        reads_only = True
    if state is SchemaState.OLDER and reads_only:
        raise FileProblemError("older_schema", place=place)
    if not (reads_only or fresh):
        notices += _brought_up_to_date(place, clock, state)
    store = Store(place, clock, actor=actor, copy_id=copy_id(), read_only=reads_only)
    if asked is False and store.read_only:
        refused = store.refusal()
        store.close()
        raise refused
    return App(store, hold, held, tuple(notices))


def _brought_up_to_date(place: str, clock: Clock, state: SchemaState) -> list[FileProblemError]:
    """Back up and migrate; a backup that fails is only told, unless the file is about to be migrated."""
    older = state is SchemaState.OLDER
    try:
        back_up(place, clock, BackupKind.BEFORE_MIGRATION if older else BackupKind.OPENING)
    except FileProblemError as error:
        if older:
            raise
        return [error]
    if older:
        upgrade(place)
    return []


def create_app(place: str | Path, preset: str = "", *, clock: Clock | None = None, actor: str = "") -> App:
    """Make a new region file, or fill an empty database, from a preset; an unknown preset leaves no file behind.

    Raises ``FileProblemError("file_exists")``, ``("file_unwritable")``, ``NotFoundError("unknown_preset")``.
    """
    place = without_password(str(place))
    if not is_server(place) and not Path(place).absolute().parent.is_dir():
        raise FileProblemError("file_unwritable", place=place)
    if preset:
        from ibo_desk.services.setup.presets import check_name

        check_name(preset)  # before a database is given its tables
    create(place)
    try:
        app = _open(place, clock or SystemClock(), actor or os_user(), read_only=False, fresh=True)
        try:
            _fill(app, preset)
        except BaseException:
            app.close()
            raise
    except BaseException:
        if not is_server(place):
            Path(place).unlink(missing_ok=True)
        raise
    return app


def create_example(place: Path, clock: Clock) -> App:
    """The example as a new file; one that cannot be written whole leaves nothing behind."""
    from ibo_desk.services.setup.example import PRESET, build

    app = create_app(place, PRESET, clock=clock)
    try:
        build(app.store, clock)
        send_papers(app)
    except BaseException:
        app.close()
        place.unlink(missing_ok=True)
        raise
    return app


def send_papers(app: App) -> None:
    """The agendas and notes that the example has sent, one of which would now read otherwise."""
    from ibo_desk.documents.example_notes import change_one, keep_agendas, keep_notes

    keep_agendas(app)
    keep_notes(app)
    change_one(app)


def _fill(app: App, preset: str) -> None:
    """The region of a new file; without a preset it has a name and its closed days."""
    with app.store.read() as session:
        if session.exec(select(Region.id)).first():  # a database that was set up before
            raise FileProblemError("file_exists", place=safe_name(app.place))
    if preset:
        from ibo_desk.services.setup.presets import apply

        apply(app.store, preset)
    else:
        app.records.add("region", {"name": Path(app.place).stem})
        for year in (app.clock.today().year, app.clock.today().year + 1):
            app.bodies.fill_closed_days(year)
