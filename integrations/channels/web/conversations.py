"""What the chat interface does with conversations, apart from HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from integrations.channels.channel import OutboundMessage, Receiver
from integrations.channels.problem import Problem
from integrations.channels.rate_limit import RateLimit
from integrations.channels.web.payloads import EntryOut, SessionIn, TimelineOut
from integrations.channels.web.tokens import (
    ChatTokens,
    IdentityTokens,
    identity_invalid,
    token_invalid,
)
from integrations.realtime.hub import Hub
from knowledge.clock import Clock
from knowledge.conversations import identity, responder, timeline
from knowledge.conversations.errors import ConversationNotFound
from knowledge.conversations.models import Audience, Author, Conversation, Kind
from knowledge.conversations.sentences import Sentence, say
from knowledge.customers.models import Customer
from knowledge.database.session import Database


@dataclass(frozen=True)
class WebChat:
    """What the routes of the chat interface work with."""

    database: Database
    hub: Hub
    tokens: ChatTokens
    identities: IdentityTokens
    receive: Receiver
    rate: RateLimit
    clock: Clock
    max_characters: int
    ping_seconds: float

    def open(self, wish: SessionIn) -> Conversation:
        """Start a conversation with a greeting; raises 401 on a bad identity."""
        customer_id = wish.identity and self.identities.customer_of(wish.identity)
        with self.database.writing() as session:
            customer = session.get(Customer, customer_id) if customer_id else None
            if customer_id and customer is None:
                raise identity_invalid()
            theirs = customer.language if customer else "en"
            conversation = timeline.open_conversation(
                session,
                channel=wish.channel,
                language=wish.language or theirs,
                at=self.clock(),
            )
            if customer:
                identity.set_customer(
                    session, conversation.id, customer.id, "verified", self.clock()
                )
            greeting = timeline.NewEntry(
                Author.ASSISTANT,
                Kind.TEXT,
                say(Sentence.GREETING, conversation.language),
            )
            timeline.append(session, conversation.id, greeting, at=self.clock())
            return conversation

    def identify(self, conversation_id: str, token: str) -> None:
        """Attach the customer that the shop vouches for to a running conversation."""
        customer_id = self.identities.customer_of(token)
        with self.database.writing() as session:
            if session.get(Customer, customer_id) is None:
                raise identity_invalid()
            identity.set_customer(
                session, conversation_id, customer_id, "verified", self.clock()
            )

    def language(self, conversation_id: str) -> str:
        """The conversation's language; 401 when there is no such conversation."""
        with self.database.reading() as session:
            try:
                return timeline.find(session, conversation_id).language
            except ConversationNotFound as error:
                # Signed by us, so it existed once: the client has to start anew.
                raise token_invalid() from error

    def entries(self, conversation_id: str, after: int) -> list[EntryOut]:
        """What the customer may read after the entry ``after``."""
        with self.database.reading() as session:
            found = timeline.read(
                session, conversation_id, audience=Audience.EVERYONE, after=after
            )
        return [EntryOut.model_validate(OutboundMessage.of(entry)) for entry in found]

    def page(self, conversation_id: str, after: int) -> TimelineOut:
        """The entries after ``after``, and the state a client shows beside them."""
        with self.database.reading() as session:
            language = timeline.find(session, conversation_id).language
            owner = responder.owner(session, conversation_id)
        entries = self.entries(conversation_id, after)
        return TimelineOut(entries=entries, owner=owner, language=language)

    def admit(self, conversation_id: str, text: str) -> None:
        """Refuse what is empty, too long or too often, in the customer's words."""
        language = self.language(conversation_id)
        if wait := self.rate.wait_for(conversation_id):
            raise Problem(
                429,
                Sentence.TOO_MANY_MESSAGES,
                say(Sentence.TOO_MANY_MESSAGES, language),
                headers={"Retry-After": str(ceil(wait))},
            )
        if not text:
            words = say(Sentence.MESSAGE_EMPTY, language)
            raise Problem(422, Sentence.MESSAGE_EMPTY, words)
        if len(text) > self.max_characters:
            words = say(Sentence.MESSAGE_TOO_LONG, language, limit=self.max_characters)
            raise Problem(422, Sentence.MESSAGE_TOO_LONG, words)
