"""Whatever people do in whatever order, exactly one of them owns a conversation."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import select

from knowledge.conversations import (
    handoff,
    responder,
    timeline,
    turns,
    waiting,
)
from knowledge.conversations.errors import AlreadyTaken, NotInConversation
from knowledge.conversations.models import Audience, Author, Conversation, Entry, Kind
from knowledge.conversations.responder import OWNER_AFTER, Owner
from knowledge.conversations.sentences import Sentence, say
from knowledge.conversations.timeline import NewEntry
from knowledge.database import tables
from knowledge.database.session import Database, make_engine
from knowledge.database.settings import DatabaseSettings
from knowledge.staff.models import StaffMember
from tests.conftest import NOW
from tests.knowledge.conversations.conftest import an_agent

AGENTS = st.sampled_from([1, 2, 3])
SECRET = "only for staff"
LIMIT = timedelta(seconds=13)


@cache
def shared_database() -> Database:
    """Made once: every example has a conversation of its own in it."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    settings = DatabaseSettings(var=Path(folder.name), database_url="")
    database = Database(make_engine(settings))
    tables.metadata.create_all(database.engine)
    with database.writing() as session:
        session.add_all([an_agent(1, "A"), an_agent(2, "B"), an_agent(3, "C")])
    return database


class Desk(RuleBasedStateMachine):
    """One conversation under random steps of a customer, the assistant and agents."""

    def __init__(self) -> None:
        super().__init__()
        self.database = shared_database()
        self.now = NOW
        self.posted = 0
        self.under_way: list[Entry] = []
        self.taken_until: dict[str, datetime] = {}
        with self.database.writing() as session:
            self.id = timeline.open_conversation(
                session, channel="web", language="en", at=NOW
            ).id

    @rule()
    def customer_writes(self) -> None:
        self.posted += 1
        self._begin("hello", f"m{self.posted}")

    @rule(language=st.sampled_from(["en", "zh"]))
    def customer_goes_on_with_the_assistant(self, language: str) -> None:
        self.posted += 1
        self._begin(say(Sentence.GO_ON, language), f"m{self.posted}")

    @precondition(lambda self: self.posted)
    @rule()
    def customer_posts_again(self) -> None:
        self._begin("hello", f"m{self.posted}")

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 5))
    def assistant_answers(self, which: int) -> None:
        entry = self.under_way.pop(which % len(self.under_way))
        with self.database.writing() as session:
            if turns.finish(session, entry):
                said = NewEntry(Author.ASSISTANT, Kind.TEXT, "ok", answers=entry.seq)
                timeline.append(session, self.id, said, at=self.now)

    @precondition(lambda self: self.under_way)
    @rule()
    def gateway_dies(self) -> None:
        self.under_way.clear()

    @rule()
    def time_passes(self) -> None:
        self.now += LIMIT

    @rule()
    def assistant_calls_a_person(self) -> None:
        with self.database.writing() as session:
            handoff.request(session, self.id, reason="asked", packet={}, at=self.now)

    @rule(agent=AGENTS)
    def agent_joins(self, agent: int) -> None:
        before = self.inside
        assert self._try(agent, handoff.join) is (before in (None, agent))

    @rule(agent=AGENTS)
    def agent_hands_back(self, agent: int) -> None:
        before = self.inside
        self._try(agent, handoff.hand_back)
        assert self.inside == (None if before == agent else before)

    @rule(agent=AGENTS)
    def agent_closes(self, agent: int) -> None:
        before = self.inside
        assert self._try(agent, handoff.close) is (before in (None, agent))

    @rule(agent=AGENTS)
    def agent_replies(self, agent: int) -> None:
        said = self._try(agent, partial(handoff.reply, text="x"))
        assert said is (self.inside == agent)

    @rule(agent=AGENTS)
    def agent_notes(self, agent: int) -> None:
        self._try(agent, partial(handoff.note, text=SECRET))

    @property
    def inside(self) -> int | None:
        """The agent who is in the conversation."""
        with self.database.reading() as session:
            return responder.ownership(session, self.id).agent_id

    @invariant()
    def timeline_is_whole(self) -> None:
        with self.database.reading() as session:
            entries = timeline.read(session, self.id, audience=Audience.STAFF)
            in_python = responder.owner_of(entry.kind for entry in entries)
            in_sql = session.scalar(
                select(responder.owner_expression()).where(Conversation.id == self.id)
            )
            assert responder.owner(session, self.id) is in_python
            assert in_sql == in_python
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert sum(e.author == Author.CUSTOMER for e in entries) == self.posted
        self._nobody_speaks_out_of_turn(entries)
        self._nothing_private_is_shown(entries)

    def _nobody_speaks_out_of_turn(self, entries: list[Entry]) -> None:
        owner = Owner.ASSISTANT
        for before, entry in zip([None, *entries], entries, strict=False):
            if entry.author == Author.ASSISTANT:
                assert owner is not Owner.AGENT
                since = [e.kind for e in entries if entry.answers < e.seq < entry.seq]
                assert Kind.AGENT_JOINED not in since
                assert Kind.CLOSED not in since
            if entry.author == Author.AGENT and entry.kind == Kind.TEXT:
                assert owner is Owner.AGENT
            if entry.kind == Kind.HANDOFF_REQUESTED:
                assert before is not None and before.kind == Kind.HANDOFF_PACKET
                assert owner is Owner.ASSISTANT  # one hand-over per episode
            owner = OWNER_AFTER.get(entry.kind, owner)
        answered = [e.answers for e in entries if e.author == Author.ASSISTANT]
        assert len(answered) == len(set(answered))

    def _nothing_private_is_shown(self, entries: list[Entry]) -> None:
        with self.database.reading() as session:
            shown = timeline.read(session, self.id, audience=Audience.EVERYONE)
        for entry in shown:
            assert entry.text != SECRET
            assert "agent_id" not in str(timeline.for_customer(entry.payload))
            assert entry.kind not in (Kind.NOTE, Kind.HANDOFF_PACKET)

    def _begin(self, words: str, message_id: str) -> None:
        with self.database.writing() as session:
            begun = turns.begin(
                session,
                self.id,
                text=words,
                message_id=message_id,
                until=self.now + LIMIT,
                at=self.now,
            )
            if begun.is_new and not begun.is_ours:
                waiting.answer(session, begun.entry, at=self.now)
        if begun.is_ours:
            live = self.taken_until.get(message_id, self.now) > self.now
            assert begun.is_new or not live
            self.taken_until[message_id] = self.now + LIMIT
            self.under_way.append(begun.entry)

    def _try(self, agent: int, step: Callable[..., Entry]) -> bool:
        try:
            with self.database.writing() as session:
                member = session.get_one(StaffMember, agent)
                step(session, self.id, agent=member, at=self.now)
        except (AlreadyTaken, NotInConversation):
            return False
        return True


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)
