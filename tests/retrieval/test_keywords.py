from __future__ import annotations

import numpy as np

from retrieval.documents import Document
from retrieval.keywords import KeywordIndex, query_terms


def _index(*titles: str) -> KeywordIndex:
    documents = [Document(str(n), "en", {"title": t}) for n, t in enumerate(titles)]
    return KeywordIndex.build(documents, {})


def test_rare_words_weigh_more() -> None:
    index = _index("red mug", "red cup", "red bowl", "blue bowl")

    scores = index.scores(query_terms("red mug"))

    assert scores.argmax() == 0
    assert scores[0] > 2 * scores[1]


def test_a_boosted_field_wins() -> None:
    documents = [
        Document("a", "en", {"description": "mouse"}),
        Document("b", "en", {"title": "mouse"}),
    ]
    index = KeywordIndex.build(documents, {"title": 3.0})

    scores = index.scores(query_terms("mouse"))

    assert scores[1] > scores[0] > 0


def test_a_code_is_found_however_it_is_written() -> None:
    index = _index("Brother TN-2110 toner", "Brother TN-3060 toner")

    assert index.scores(query_terms("tn2110")).argmax() == 0
    assert index.scores(query_terms("TN 2110")).argmax() == 0


def test_unwanted_words_count_against() -> None:
    index = _index("red mug", "blue mug")

    assert index.scores({"mug": 1.0, "red": -1.0}).argmax() == 1


def test_what_is_saved_scores_the_same(tmp_path) -> None:  # type: ignore[no-untyped-def]
    index = _index("red mug", "red cup", "无线鼠标")
    index.save(tmp_path)

    opened = KeywordIndex.open(tmp_path)

    for text in ("red cup", "鼠标"):
        wanted = index.scores(query_terms(text))
        np.testing.assert_allclose(opened.scores(query_terms(text)), wanted)


def test_reused_documents_score_as_if_read_again() -> None:
    old = [Document(t, "en", {"title": t}) for t in ("red mug", "blue cup")]
    new = [old[1], Document("green mug", "en", {"title": "green mug"})]
    previous = KeywordIndex.build(old, {})
    known = {document.words_id: row for row, document in enumerate(old)}

    patched = KeywordIndex.build(new, {}, known=known, previous=previous)

    query = query_terms("blue mug")
    fresh = KeywordIndex.build(new, {}).scores(query)
    np.testing.assert_allclose(patched.scores(query), fresh)
