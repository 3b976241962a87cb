"""The knowledge base over HTTP."""

from __future__ import annotations

from typing import Any

import httpx

from knowledge.database.session import Database
from knowledge.faq import queries

Headers = dict[str, str]

ARTICLE: dict[str, Any] = {
    "category": "gifts",
    "question": {"en": "Do you wrap gifts?", "zh": "可以包装礼物吗？"},
    "answer": {"en": "Yes.", "zh": "可以。"},
    "variants": {"en": ["gift wrap"]},
}


async def test_from_draft_to_live_and_away(
    client: httpx.AsyncClient, database: Database, robin: Headers
) -> None:
    made = await client.post("/articles", headers=robin, json=ARTICLE)
    assert made.status_code == 201
    article = made.json()
    assert (article["status"], article["revision"]) == ("draft", 1)

    url = f"/articles/{article['id']}"
    published = await client.post(f"{url}/publish", headers=robin, json={"revision": 1})
    assert published.json()["status"] == "indexing"

    with database.writing() as session:  # what the indexer does
        row = queries.article_by_id(session, article["id"])
        assert row is not None
        row.indexed_revision = 1
    assert (await client.get(url, headers=robin)).json()["status"] == "live"

    withdrawn = await client.post(f"{url}/withdraw", headers=robin)
    assert withdrawn.json()["status"] == "leaving"


async def test_an_outdated_edit_is_refused_and_names_who_was_faster(
    client: httpx.AsyncClient, robin: Headers, sam: Headers
) -> None:
    made = (await client.post("/articles", headers=robin, json=ARTICLE)).json()
    url = f"/articles/{made['id']}"
    theirs = {**ARTICLE, "answer": {"en": "Sam's", "zh": "山姆"}, "based_on": 1}
    assert (await client.put(url, headers=sam, json=theirs)).status_code == 200
    mine = {**ARTICLE, "answer": {"en": "Robin's", "zh": "罗宾"}, "based_on": 1}
    refused = await client.put(url, headers=robin, json=mine)
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith("Sam saved another version")
    assert refused.json()["facts"]["latest"] == 2
    assert (await client.get(url, headers=robin)).json()["answer"]["en"] == "Sam's"


async def test_what_is_missing_is_named_in_words(
    client: httpx.AsyncClient, robin: Headers
) -> None:
    half = {**ARTICLE, "answer": {"en": "Yes."}}
    made = (await client.post("/articles", headers=robin, json=half)).json()
    url = f"/articles/{made['id']}/publish"
    refused = await client.post(
        url, headers={**robin, "Accept-Language": "zh"}, json={"revision": 1}
    )
    assert refused.status_code == 422
    assert refused.json()["detail"] == "发布前还需补充：中文答案。"


async def test_agents_read_but_do_not_write(
    client: httpx.AsyncClient, alex: Headers, robin: Headers
) -> None:
    made = (await client.post("/articles", headers=robin, json=ARTICLE)).json()
    found = await client.get("/articles?search=gift", headers=alex)
    assert [each["id"] for each in found.json()] == [made["id"]]
    url = f"/articles/{made['id']}"
    edit = {**ARTICLE, "based_on": 1}
    for answer in (
        await client.post("/articles", headers=alex, json=ARTICLE),
        await client.put(url, headers=alex, json=edit),
        await client.post(f"{url}/publish", headers=alex, json={"revision": 1}),
        await client.post(f"{url}/withdraw", headers=alex),
    ):
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:shopkeeper:permission_missing"


async def test_lists_by_status_and_category(
    client: httpx.AsyncClient, robin: Headers
) -> None:
    await client.post("/articles", headers=robin, json=ARTICLE)
    for query, count in (
        ("status=draft", 1),
        ("status=live", 0),
        ("category=gifts", 1),
        ("category=returns", 0),
    ):
        found = await client.get(f"/articles?{query}", headers=robin)
        assert len(found.json()) == count


async def test_an_unknown_article_is_not_found(
    client: httpx.AsyncClient, robin: Headers
) -> None:
    assert (await client.get("/articles/nope", headers=robin)).status_code == 404
