"""Words of both languages: spaCy's English rules, jieba between Chinese characters."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.text.written_form import is_han

if TYPE_CHECKING:
    from spacy.language import Language

Piece = tuple[str, int]  # the text and where it starts

_HAN_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def words(text: str) -> list[Piece]:
    """The words of a text with their offsets; Chinese is cut by jieba."""
    return [piece for run in _runs(text) for piece in _cut(*run)]


def characters_and_words(text: str) -> list[Piece]:
    """English words, but each Chinese character alone.

    Phrases of a vocabulary are matched on these: where jieba cuts a name depends
    on what stands around it, where a character begins does not.
    """
    found: list[Piece] = []
    for run, start in _runs(text):
        if is_han(run[0]):
            found += [(char, start + i) for i, char in enumerate(run)]
        else:
            found += _english(run, start)
    return found


def _runs(text: str) -> Iterator[Piece]:
    end = 0
    for match in _HAN_RUN.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], end
        yield match.group(), match.start()
        end = match.end()
    if end < len(text):
        yield text[end:], end


def _cut(run: str, start: int) -> list[Piece]:
    if not is_han(run[0]):
        return _english(run, start)
    found, offset = [], start
    for token in _chinese()(run):
        found.append((token.text, offset))
        offset += len(token.text)
    return found


def _english(run: str, start: int) -> list[Piece]:
    doc = english()(run)
    return [(token.text, start + token.idx) for token in doc if not token.is_space]


@functools.cache
def english() -> Language:
    """spaCy's blank English pipeline, whose vocabulary the matchers share."""
    import spacy  # noqa: PLC0415  half a second, which the channel need not pay

    pipeline = spacy.blank("en")
    # People forget the space after punctuation, and Chinese punctuation has none.
    infixes = [
        *pipeline.Defaults.infixes,
        r"(?<=[a-z])[,.;!?\"/](?=[a-z'\"])",
        r"[,;!?](?=\D)",
    ]
    pipeline.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer
    return pipeline


@functools.cache
def _chinese() -> Language:
    import jieba  # noqa: PLC0415  as above
    from spacy.lang.zh import Chinese  # noqa: PLC0415

    jieba.setLogLevel(logging.WARNING)
    return Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "jieba"}}})
