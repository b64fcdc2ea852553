"""A real PostgreSQL for one run of the tests: own data folder, own user, loopback only, gone afterwards.

The first test that wants it starts it, whichever xdist worker that is in; the process that leads the run stops it.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg

from tests import room

RUN_FOLDER = "IBO_DESK_TEST_SERVER"  # environment variable: where the run keeps its server
MIN_VERSION = 15
TEMPLATE = "ibo_template"
_USER = "ibo"
_FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "autovacuum": "off",
    "unix_socket_directories": "''",
}


class NoServerError(Exception):
    """Why no PostgreSQL can be had on this machine."""


def open_run() -> None:
    """Prepare a folder for this run and tell the workers; starts nothing yet."""
    os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="ibo-desk-pg-", dir=os.environ.get(room.FOLDER))


def close_run() -> None:
    """Stop the server if one was started, and remove all of it."""
    close_worker()
    folder = Path(os.environ.pop(RUN_FOLDER))
    note = folder / "server.json"
    if note.exists():
        _stop(int(json.loads(note.read_text())["pid"]), folder / "data" / "postmaster.pid")
    shutil.rmtree(folder, ignore_errors=True)


@cache
def programs() -> Path:
    """The folder of ``initdb`` and ``postgres`` of version 15 or newer; NoServerError where there is none."""
    if os.name != "posix":
        raise NoServerError("the tests start PostgreSQL on Linux and macOS only")
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    configured = shutil.which("pg_config")
    if configured:
        asked = subprocess.run([configured, "--bindir"], capture_output=True, text=True, check=True)
        found.append(Path(asked.stdout.strip()))
    usable = {_version(folder): folder for folder in found if (folder / "initdb").exists()}
    if not usable or max(usable) < MIN_VERSION:
        raise NoServerError(
            f"no PostgreSQL {MIN_VERSION} or newer here; install it: apt-get install -y postgresql"
        )
    return usable[max(usable)]


def _version(folder: Path) -> int:
    said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True)
    return int(said.stdout.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))


def server(create_schema) -> str:
    """The URL of the server of this run, without a database; the first caller starts it and makes the template."""
    programs()  # raises where there can be none, before what only Linux and macOS have is imported
    import fcntl

    folder = Path(os.environ[RUN_FOLDER])
    note = folder / "server.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            port, password = _free_port(), secrets.token_hex(16)
            pid = _start(folder, port, password)
            url = f"postgresql+psycopg://{_USER}:{password}@127.0.0.1:{port}"
            note.write_text(json.dumps({"pid": pid, "url": url}))
            _wait(f"{url}/postgres", folder / "server.log")
            run_sql(url, f"CREATE DATABASE {TEMPLATE}")
            create_schema(f"{url}/{TEMPLATE}")
    return json.loads(note.read_text())["url"]


def run_sql(url: str, statement: str) -> None:
    """Run one statement outside of a transaction, as CREATE DATABASE wants it."""
    _at_server(url).execute(statement)


def new_database(url: str, template: str = TEMPLATE) -> str:
    """A database like the template, to which nobody is connected; its name."""
    name = f"t_{uuid4().hex}"
    # In memory files are copied quicker than they are logged; on a disk it is the other way round.
    strategy = "FILE_COPY" if room.in_memory() else "WAL_LOG"
    run_sql(url, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY {strategy}")
    return name


def drop_database(url: str, name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    run_sql(url, f"DROP DATABASE {name} WITH (FORCE)")


_connections: dict[str, psycopg.Connection] = {}  # of this worker: connecting takes longer than what is asked


def _at_server(url: str) -> psycopg.Connection:
    if url not in _connections:
        plain = f"{url}/postgres".replace("+psycopg", "")
        _connections[url] = psycopg.connect(plain, autocommit=True)
    return _connections[url]


def close_worker() -> None:
    """Let go of the server, before whoever leads the run stops it."""
    while _connections:
        _connections.popitem()[1].close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _own_user() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    if os.getuid() != 0:
        return {}
    import pwd

    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise NoServerError("root may not run PostgreSQL and there is no user 'postgres'") from None
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _start(folder: Path, port: int, password: str) -> int:
    user = _own_user()
    programs_at, data, secret = programs(), folder / "data", folder / "password"
    secret.write_text(password)
    data.mkdir(mode=0o700)
    for path in (folder, data, secret) if user else ():
        os.chown(path, user["user"], user["group"])
    common = {**user, "cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}}
    made = subprocess.run(
        [str(programs_at / "initdb"), "-D", str(data), "-U", _USER, "--auth=scram-sha-256", f"--pwfile={secret}",
         "--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=nl-BE", "--no-sync"],
        capture_output=True, text=True, check=False, **common,
    )  # fmt: skip
    if made.returncode:
        raise NoServerError(f"initdb failed: {made.stderr or made.stdout}")
    settings = {**_FAST, "listen_addresses": "127.0.0.1", "port": port, "max_connections": 60}
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    arguments = [part.replace("''", "") for part in arguments]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [str(programs_at / "postgres"), "-D", str(data), *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **common,
        )  # fmt: skip
    process.returncode = 0  # it outlives this process on purpose; whoever leads the run stops it
    return process.pid


def _wait(url: str, log: Path) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url.replace("+psycopg", "")).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise NoServerError(f"PostgreSQL did not start: {log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def _stop(pid: int, running: Path) -> None:
    try:
        os.kill(pid, signal.SIGINT)  # "fast": ends open sessions
        until = time.monotonic() + 10
        while running.exists() and time.monotonic() < until:
            time.sleep(0.02)
        if running.exists():
            os.kill(pid, signal.SIGQUIT)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        return
