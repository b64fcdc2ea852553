"""Which tables a reading asked, wherever in a statement they stand."""

from sqlalchemy import exists, func, select
from sqlmodel import Session

from ibo_desk.data.store import Store
from ibo_desk.data.tables import Meeting, RegionalAction, metadata

items, meetings, topics = (metadata.tables[name] for name in ("agenda_item", "meeting", "topic"))
bodies, rounds = metadata.tables["body"], metadata.tables["feedback_round"]


def asked(store: Store, statement) -> set[str]:
    tables: set[str] = set()
    with store.one_moment(), store.noting_tables(tables), store.read() as session:
        session.execute(statement).all()
    return tables


def test_tables_are_found_in_every_clause(store: Store) -> None:
    of, later = bodies.alias("of"), rounds.alias("later")
    there = select(meetings.c.id).join(of, of.c.id == meetings.c.body_id).cte("there")
    last = select(func.max(topics.c.title)).where(topics.c.id == items.c.topic_id).scalar_subquery()
    none_after = ~exists().where(later.c.item_id == items.c.id)
    query = select(items.c.title, last).join(there, there.c.id == items.c.meeting_id).where(none_after)
    assert asked(store, query) == {"agenda_item", "meeting", "body", "topic", "feedback_round"}
    assert asked(store, query) == {
        "agenda_item",
        "meeting",
        "body",
        "topic",
        "feedback_round",
    }  # known by now
    both = select(bodies.c.id).union_all(select(select(topics.c.id).subquery().c.id))
    assert asked(store, both) == {"body", "topic"}
    of_records = select(Meeting).where(Meeting.id.in_(select(RegionalAction.id)))
    assert asked(store, of_records) == {
        "meeting",
        "regional_action",
    }


def test_nothing_is_noted_outside_and_the_inner_reading_notes_for_itself(store: Store) -> None:
    outer: set[str] = set()
    inner: set[str] = set()

    def read(session: Session, table: str) -> None:
        session.execute(select(metadata.tables[table].c.id)).all()

    with store.read() as session:
        read(session, "body")
        with store.noting_tables(outer):
            read(session, "meeting")
            with store.noting_tables(inner):
                read(session, "topic")
            read(session, "document")
        read(session, "person")
    assert (outer, inner) == ({"meeting", "document"}, {"topic"})
