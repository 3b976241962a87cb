"""Every way in which the business can say no.

    KnowledgeError
    ├── NotFound            the thing asked for does not exist, or is not the asker's
    ├── NotAllowed          a rule forbids it
    └── InvalidInput        what was given cannot be understood

Each topic's ``errors.py`` derives its own from these; the class is the code,
its fields are the facts a sentence needs.
"""

from __future__ import annotations

import re
from typing import Any


class KnowledgeError(Exception):
    """Something the business refuses or cannot do, with the facts to say so."""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(f"{self.code}: {facts}" if facts else self.code)

    @property
    def code(self) -> str:
        """The class's name in snake case: ``OrderNotFound`` -> ``order_not_found``."""
        return code_of(type(self))


def code_of(error: type[KnowledgeError]) -> str:
    """The code of a class of errors, without making one."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", error.__name__).lower()


class NotFound(KnowledgeError):
    """The thing asked for does not exist, or is not the asker's to see."""


class NotAllowed(KnowledgeError):
    """A rule of the business forbids it."""


class InvalidInput(KnowledgeError):
    """What was given cannot be understood."""
