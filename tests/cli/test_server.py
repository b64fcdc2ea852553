"""``ibo-desk server``: set up, add, list, revoke; no password is printed or asked without a terminal."""

import json
from uuid import uuid4

import pytest
from sqlalchemy.engine import make_url

from ibo_desk.cli.main import main

pytestmark = pytest.mark.postgres


@pytest.mark.long
def test_an_administrator_sets_up_a_server(server_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    login, password = f"an_{uuid4().hex[:8]}", str(make_url(server_url).password)
    assert main(["server", "init", server_url]) == 0
    assert main(["server", "list", server_url]) == 0
    assert "Nog geen login" in capsys.readouterr().out
    assert main(["server", "add", server_url, login, "--read-only"]) == 0
    said = capsys.readouterr().out
    assert f"{login} mag alleen lezen." in said
    assert f"\\password {login}" in said
    assert main(["server", "add", server_url, login]) == 0
    assert main(["server", "list", server_url, "--json"]) == 0
    said = capsys.readouterr().out
    assert json.loads(said[said.index("[") :]) == [{"name": login, "may_write": True}]
    assert main(["server", "revoke", server_url, login]) == 0
    assert main(["server", "revoke", server_url, login]) == 1
    shown = capsys.readouterr()
    assert login in shown.err
    assert password not in shown.out + shown.err


def test_a_file_has_no_logins(region_file: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["server", "init", str(region_file)]) == 1
    assert "geen adres van een server" in capsys.readouterr().err
