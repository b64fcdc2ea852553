"""A password in an address is used and never shown or kept, however the address is written."""

import pytest

from ibo_desk.data.address import keep_password, password_of, safe_name, without_password


@pytest.mark.parametrize(
    ("given", "bare"),
    [
        ("postgresql://jan:ge%40heim@pg.example/kortrijk", "postgresql://jan@pg.example/kortrijk"),
        ("postgresql://jan:ge@heim@pg.example/kortrijk", None),
        (
            "postgresql+psycopg://pg.example/k?user=jan&password=geheim",
            "postgresql+psycopg://pg.example/k?user=jan",
        ),
        ("postgresql:///k?host=pg.example&PASSWORD=geheim", None),
        ("postgresql:///?service=desk&passfile=C:\\x", "postgresql:///?service=desk&passfile=C:\\x"),
        ("host=pg.example user=jan password='ge heim\\'x' dbname=k", None),
        ("host=pg.example sslpassword = geheim dbname=k", None),
        ("postgresql://jan:geheim@pg.example:poort/k", None),
    ],
)
def test_no_spelling_of_a_password_is_shown(given: str, bare: str | None) -> None:
    assert "heim" not in safe_name(given)
    if bare is not None:
        assert without_password(given) == bare


def test_an_address_that_cannot_be_read_is_kept_without_its_password() -> None:
    assert "geheim" not in without_password("postgresql://jan:geheim@pg.example:poort/k")


def test_a_path_stays_as_it_is() -> None:
    assert (
        without_password("/mijn regio/a:b@c.ibo")
        == safe_name("/mijn regio/a:b@c.ibo")
        == "/mijn regio/a:b@c.ibo"
    )


def test_a_password_is_remembered_for_the_address_without_it() -> None:
    bare = without_password("postgresql://els:ge%40heim@pg.example/gent")
    assert password_of(bare) == "ge@heim"
    keep_password(bare, "ander")
    assert password_of(bare) == "ander"
    assert password_of("postgresql://els@pg.example/brugge") is None
