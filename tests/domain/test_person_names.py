"""Names of people as lists have them, and what a letter says."""

import pytest

from ibo_desk.domain.person_names import is_nobody, is_several, usual_name, words_of


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("Iris Vandeput", "Iris Vandeput"),
        ("VANDEPUT Iris", "Iris Vandeput"),
        ("Iris VANDEPUT", "Iris Vandeput"),
        ("VAN DE PUT Iris", "Iris Van De Put"),
        ("De Smet-Van Hoof, Piet", "Piet De Smet-Van Hoof"),
        ("Mevr. D'HAENE An", "An D'Haene"),
        ("dhr. Piet  De Smet (tot 2026)", "Piet De Smet"),
        ("Mr Bean (fictief)", "Bean"),
        ("J.P. Desmet", "J.P. Desmet"),
        ("NMBS", "NMBS"),
    ],
)
def test_a_name_as_a_letter_says_it(written: str, usual: str) -> None:
    assert usual_name(written) == usual


def test_nobody_and_several() -> None:
    assert all(map(is_nobody, ("", "vacant", "Vacature", "n.n.", "?", "nog aan te duiden", "-")))
    assert not any(map(is_nobody, ("Nn", "Ann Nog", "Open Jan")[1:]))
    assert all(map(is_several, ("Ann X; Jan Y", "Ann X / Jan Y", "Ann X en Jan Y")))
    assert not any(map(is_several, ("Ann X", "Jan-Piet Y", "Ann Vandenbossche")))
    assert words_of("Vandeput Iris") == words_of("Iris Vandeput")
