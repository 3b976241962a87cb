"""What can go wrong with a conversation.

KnowledgeError
├── NotFound
│   └── ConversationNotFound    no conversation has this id
└── NotAllowed
    ├── AlreadyTaken            another agent is in the conversation
    ├── NotInConversation       the agent has not joined it, or has left it
    └── OtherCustomer           the conversation is another customer's already
"""

from __future__ import annotations

from knowledge.errors import NotAllowed, NotFound


class ConversationNotFound(NotFound):
    """No conversation has this id."""


class AlreadyTaken(NotAllowed):
    """Another agent is in the conversation; ``agent`` is that one's name."""


class NotInConversation(NotAllowed):
    """The agent has not joined the conversation, or has left it."""


class OtherCustomer(NotAllowed):
    """The conversation belongs to another customer; a new one has to be started."""
