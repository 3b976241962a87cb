"""What can go wrong with an article.

NotFound
├── ArticleNotFound
└── RevisionNotFound
NotAllowed
├── RevisionOutdated       somebody saved ``latest`` after ``based_on`` was opened
└── ArticleNotPublished    it cannot be withdrawn: nobody reads it
InvalidInput
├── ArticleEmpty           no question in any language
├── ArticleIncomplete      ``missing`` names what a published article still needs
├── ArticleTooLong         ``field`` has more than ``limit`` characters
├── ArticleIdTaken
├── CategoryMissing
└── FactsUnknown           the answer refers to ``keys`` that the shop does not have
"""

from __future__ import annotations

from knowledge.errors import InvalidInput, NotAllowed, NotFound


class ArticleNotFound(NotFound):
    """There is no such article."""


class RevisionNotFound(NotFound):
    """The article has no revision with this number."""


class RevisionOutdated(NotAllowed):
    """The words that were edited are not the newest any more."""


class ArticleNotPublished(NotAllowed):
    """Only a published article can be withdrawn."""


class ArticleEmpty(InvalidInput):
    """An article needs a question in at least one language."""


class ArticleIncomplete(InvalidInput):
    """A published article needs question and answer in both languages."""


class ArticleTooLong(InvalidInput):
    """A question, variant or answer is longer than anybody reads."""


class ArticleIdTaken(InvalidInput):
    """Another article has this id."""


class CategoryMissing(InvalidInput):
    """An article belongs to a category."""


class FactsUnknown(InvalidInput):
    """The answer refers to facts that the shop does not have."""
