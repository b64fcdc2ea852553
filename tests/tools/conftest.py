"""What the soaks ask of a system."""

import sys

import pytest


@pytest.fixture
def forks_and_signals() -> None:
    """The soaks fork, kill with signals and measure memory."""
    if sys.platform == "win32":
        pytest.skip("the soaks fork and kill as only Linux and macOS can")
