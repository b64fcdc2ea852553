"""When what is typed goes to draft and record: nothing older than two seconds is ever lost, nothing comes twice."""

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ibo_desk.domain.drafts import DRAFT_AFTER, LATEST, PAUSE, TypedText

TICK = 0.15  # seconds between two looks
SAFE = 2.0


class Typist(RuleBasedStateMachine):
    """A field, its draft on the disk and its record, with a person who types and a machine that is killed."""

    def __init__(self):
        super().__init__()
        self.now = 0.0
        self.record = ""
        self.drafts = []  # on the disk: (version, text, base)
        self.letters = 0

    @initialize()
    def begin(self):
        self.open_field()

    def open_field(self):
        """Show the record, and put back what waits, as at a start."""
        self.state = TypedText()
        self.text = self.base = self.record
        self.typed = [(self.now, self.record)]
        self.sent = None
        for draft in list(self.drafts):
            self.drafts.remove(draft)
            _version, text, base = draft
            if text != self.record and base == self.record:
                self.text = text
                self.state.type(self.now)
                self.write_draft()
        self.typed.append((self.now, self.text))

    def write_draft(self):
        self.state.drafting()
        self.drafts = [(self.state.version, self.text, self.base)]

    def look(self):
        if self.state.draft_is_due(self.now):
            self.write_draft()
        if self.state.record_is_due(self.now):
            self.send()

    def send(self):
        if self.sent is None and self.state.can_send():
            self.write_draft()
            self.sent = (self.state.send(), self.text)

    @rule(letters=st.integers(1, 30), pace=st.floats(0.02, 0.6))
    def type(self, letters, pace):
        for _letter in range(letters):
            self.letters += 1
            self.text += chr(ord("a") + self.letters % 26)
            self.state.type(self.now)
            self.typed.append((self.now, self.text))
            self.wait(pace)

    @rule(seconds=st.floats(0.1, 75.0))
    def pause(self, seconds):
        self.wait(seconds)

    def wait(self, seconds):
        end = self.now + seconds
        while self.now < end:
            self.now = min(end, self.now + TICK)
            self.look()

    @rule()
    def leave(self):
        self.state.try_again()
        self.send()

    @rule()
    def the_record_is_written(self):
        if self.sent is not None:
            version, self.record = self.sent
            self.sent = None
            self.base = self.record
            self.drafts = [draft for draft in self.drafts if draft[0] > version]
            self.state.arrived(self.now)

    @rule(for_good=st.booleans())
    def the_record_is_refused(self, for_good):
        if self.sent is not None:
            self.sent = None
            self.state.failed(self.now, for_good=for_good)

    @rule(recorded=st.booleans(), removed=st.booleans())
    def kill_and_start(self, recorded, removed):
        """Killed before or after the record under way was written, and before or after its draft went."""
        if self.sent is not None and recorded:
            version, self.record = self.sent
            if removed:
                self.drafts = [draft for draft in self.drafts if draft[0] > version]
        self.check_nothing_lost()
        before = self.text
        self.open_field()
        assert before.startswith(self.text)  # and nothing came twice

    @invariant()
    def check_nothing_lost(self):
        old = [text for at, text in self.typed if at <= self.now - SAFE]
        safe = old[-1] if old else self.typed[0][1]
        kept = [self.record, *(text for _version, text, _base in self.drafts)]
        assert any(text.startswith(safe) for text in kept)

    @invariant()
    def no_more_than_one_save_is_under_way(self):
        assert bool(self.state.sending) == (self.sent is not None)


Typist.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestTypist = Typist.TestCase


def test_a_draft_is_due_however_one_types_on():
    state, now = TypedText(), 0.0
    while not state.draft_is_due(now):
        state.type(now)
        now += 0.1
    assert DRAFT_AFTER <= now < 1.0


def test_the_record_is_due_after_a_pause_and_within_a_minute():
    state = TypedText()
    state.type(0.0)
    assert not state.record_is_due(PAUSE - 0.1)
    assert state.record_is_due(PAUSE)
    state, now = TypedText(), 0.0
    while not state.record_is_due(now):
        state.type(now)
        now += 1
    assert now == LATEST


def test_what_was_refused_is_not_sent_again_until_it_changes_or_is_asked_for():
    state = TypedText()
    state.type(0.0)
    state.send()
    state.failed(1.0, for_good=True)
    assert not state.can_send()
    state.try_again()
    assert state.can_send()
    state.send()
    state.failed(2.0, for_good=True)
    state.type(3.0)
    assert state.can_send()
