"""What can go wrong when a customer says who he is.

KnowledgeError
├── NotFound
│   ├── NotIdentified    nobody fits; the words never say what was wrong
│   └── CustomerNotFound an id that a token carries is unknown
└── NotAllowed
    └── TooManyAttempts  a person has to help now
"""

from __future__ import annotations

from knowledge.errors import NotAllowed, NotFound


class NotIdentified(NotFound):
    """Nobody fits; the same for an unknown account and for a wrong detail of it."""


class CustomerNotFound(NotFound):
    """There is no customer with this id."""


class TooManyAttempts(NotAllowed):
    """It failed so often that a person has to help."""
