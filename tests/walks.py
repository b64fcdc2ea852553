"""Random walks through a whole store: some in the suite, many in ``make soak walks``."""

import os
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = "IBO_DESK_WALKS"  # environment variable: how many walks of each kind, for the soak
_IN_SUITE = 3

F = TypeVar("F", bound=Callable[..., object])


def walk(test: F) -> F:
    """A test whose every example writes in the store of the test; each begins where the one before ended."""
    examples = int(os.environ.get(EXAMPLES, _IN_SUITE))
    limits = settings(max_examples=examples, suppress_health_check=[HealthCheck.function_scoped_fixture])
    return pytest.mark.walk(limits(test))
