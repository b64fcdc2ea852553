"""Only what a person can run into becomes a sentence; any other refusal of the database is a bug, and loud."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ibo_desk.data.refusals import REFUSED_BY
from ibo_desk.data.store import Store
from ibo_desk.data.tables import ActionLink, Body, BodyRules, RegionalAction, metadata
from ibo_desk.domain.bodies import BodyKind
from ibo_desk.domain.errors import RuleError


def body(store: Store) -> UUID:
    with store.write("x") as work:
        made = work.add(Body(name="IBO", kind=BodyKind.IBO))
    return made.id


def rules_twice(store: Store) -> None:
    of = body(store)
    for _time in range(2):
        with store.write("x") as work:
            work.add(BodyRules(body_id=of))


def link_to_itself(store: Store) -> None:
    with store.write("x") as work:
        action = work.add(RegionalAction(title="A"))
        work.session.flush()
        work.add(ActionLink(action_id=action.id, other_id=action.id))


@pytest.mark.parametrize(
    ("cause", "code", "kind"),
    [(rules_twice, "already_recorded", "body_rules"), (link_to_itself, "link_to_itself", "")],
)
def test_what_a_person_can_cause_is_refused_by_name(
    store: Store, cause: Callable[[Store], None], code: str, kind: str
) -> None:
    with pytest.raises(RuleError) as refused:
        cause(store)
    assert (refused.value.code, refused.value.params["kind"]) == (code, kind)


def reference_to_nothing(store: Store) -> None:
    with store.write("x") as work:
        work.add(BodyRules(body_id=uuid4()))


def code_that_is_none(store: Store) -> None:
    of = body(store)
    with store.write("x") as work:
        work.session.connection().execute(
            text("UPDATE body SET kind = 'x' WHERE id = :id"), {"id": shown(store, of)}
        )


def same_key_twice(store: Store) -> None:
    of = body(store)
    with store.write("x") as work:
        work.add(Body(id=of, name="B", kind=BodyKind.IBO))


def shown(store: Store, record_id: UUID) -> object:
    return record_id if store.is_server else record_id.hex


@pytest.mark.parametrize("cause", [reference_to_nothing, code_that_is_none, same_key_twice])
def test_anything_else_is_a_bug(store: Store, cause: Callable[[Store], None]) -> None:
    with pytest.raises(IntegrityError):
        cause(store)


def test_every_constraint_that_is_named_is_there() -> None:
    there = {str(index.name) for table in metadata.tables.values() for index in table.indexes if index.unique}
    there |= {str(rule.name) for table in metadata.tables.values() for rule in table.constraints if rule.name}
    assert {name for name in REFUSED_BY if name.startswith("uq_")} <= there
    assert "two_actions" in {name.removeprefix("ck_action_link_") for name in REFUSED_BY}
