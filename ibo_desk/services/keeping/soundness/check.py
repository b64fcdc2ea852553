"""All there is to look at, from the pages to the words of the search index; in bounded memory."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ibo_desk.data import integrity, schema
from ibo_desk.data.store import Store
from ibo_desk.services.keeping.soundness import index, journal, references, replay, stored
from ibo_desk.services.keeping.soundness.finding import Finding

MOST = 20  # of one kind are named; the rest is counted


def findings(store: Store) -> list[Finding]:
    """Everything that is not as it should be; of each kind the first ones, and how many more there are."""
    counts: Counter[str] = Counter()
    out: list[Finding] = []
    for finding in _all(store):
        counts[finding.code] += 1
        if counts[finding.code] <= MOST:
            out.append(finding)
    for code, count in counts.items():
        if count > MOST:
            last = max(at for at, finding in enumerate(out) if finding.code == code)
            out.insert(last + 1, Finding("more", {"count": count - MOST, "of": code}))
    return out


def _all(store: Store) -> Iterator[Finding]:
    unreadable = [] if store.is_server else list(_in_pages(Path(store.place)))
    yield from unreadable
    with store.read() as session:
        for how, part in schema.differences(session.connection()):
            yield Finding(f"part_{how}", {"part": part})
        if unreadable:  # records of a damaged file say nothing that could be relied on
            return
        looks = (references.findings, journal.findings, replay.findings, stored.findings, index.findings)
        for look in looks:
            yield from look(session)
    if not store.is_server and not index.is_whole(Path(store.place)):
        yield Finding("index_damaged")


def _in_pages(path: Path) -> Iterator[Finding]:
    with closing(integrity.connect(path)) as connection:
        for detail in integrity.page_faults(connection):
            yield Finding("page_fault", {"detail": detail})
        for table, record, column in integrity.misfits(connection):
            yield Finding("misfit", {"kind": table, "id": record, "field": column})
