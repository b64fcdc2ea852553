"""A PostgreSQL of one soak, with its usual care for what is on the disk, that can be crashed and started again."""

import os
import secrets
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg

_WAIT = 60  # seconds in which it starts


class SoakServer:
    """``with SoakServer() as server: server.url``; loopback only, gone afterwards."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ibo-desk-soak-")
        self._programs = _programs()
        self._user = _user()
        self._password = secrets.token_hex(16)
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self.url = f"postgresql+psycopg://ibo:{self._password}@127.0.0.1:{self._port}/postgres"

    def __enter__(self) -> "SoakServer":
        root = Path(self._folder.name)
        secret, self._data = root / "password", root / "data"
        secret.write_text(self._password)
        self._data.mkdir(mode=0o700)
        if self._user:
            for path in (root, secret, self._data):
                os.chown(path, self._user["user"], self._user["group"])
        self._run("initdb", "-D", str(self._data), "-U", "ibo", "--auth=scram-sha-256", f"--pwfile={secret}",
                  "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.crash()
        self._folder.cleanup()

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        with (Path(self._folder.name) / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", str(self._data), "-p", str(self._port),
                 "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder.name, **self._user,
            )  # fmt: skip
        until = time.monotonic() + _WAIT
        while True:
            try:
                psycopg.connect(self.url.replace("+psycopg", "")).close()
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return

    def crash(self) -> None:
        """End at once, as at a loss of power: nothing is written any more, every connection breaks."""
        if self._process is not None:
            self._process.send_signal(3)
            self._process.wait()
            self._process = None

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments],
            check=True, stdout=subprocess.DEVNULL, cwd=self._folder.name, **self._user,
        )  # fmt: skip


def _programs() -> Path:
    folders = sorted(path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not folders:
        raise SystemExit("no PostgreSQL here; install it: apt-get install -y postgresql")
    return folders[-1]


def _user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    import pwd

    entry = pwd.getpwnam("postgres")
    return {"user": entry.pw_uid, "group": entry.pw_gid}
