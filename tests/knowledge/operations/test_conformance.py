"""Somebody else's requests leave the same data as the reference semantics."""

from __future__ import annotations

import pytest

from integrations.command_line.conformance.replay import (
    RetailShop,
    as_floats,
    read_tasks,
)
from knowledge.errors import KnowledgeError
from knowledge.exporting.retail import export_retail
from knowledge.operations.tools import use
from tests.knowledge.operations.retail_shop import FOLDER

# The whole database is compared for every so many requests; for the others, all that
# the request's users own.
WHOLE_EVERY = 100


def test_the_export_is_what_was_imported(retail: RetailShop) -> None:
    with retail.database.reading() as session:
        assert export_retail(session) == as_floats(retail.files)


def test_every_request_gives_the_reference_data(retail: RetailShop) -> None:
    results = [
        retail.replay(place, task, whole=place % WHOLE_EVERY == 0)
        for place, task in enumerate(read_tasks(FOLDER / "tasks_train.json"))
    ]
    different = [each for each in results if not each.same]
    assert (len(results), different) == (500, [])
    assert sum(each.writes for each in results) == 768


@pytest.mark.parametrize(
    ("expression", "value"),
    [("1 + 2 * 3", 7.0), ("(0.1 + 0.2) * 10", 3.0), ("-5 / 3", -1.67), ("10", 10.0)],
)
def test_sums(retail: RetailShop, expression: str, value: float) -> None:
    with retail.borrowed() as call:
        assert use(call, "calculate", {"expression": expression}) == value


@pytest.mark.parametrize(
    "expression", ["1 / 0", "2 ** 99", "a + 1", "__import__('os')", "", "9" * 501, "(1"]
)
def test_what_is_no_sum(retail: RetailShop, expression: str) -> None:
    with retail.borrowed() as call, pytest.raises(KnowledgeError):
        use(call, "calculate", {"expression": expression})


def test_look_ups(retail: RetailShop) -> None:
    user_id, user = next(iter(retail.files["users"].items()))
    name, home = user["name"], user["address"]
    with retail.borrowed() as call:
        by_email = use(call, "find_user_id_by_email", {"email": user["email"].upper()})
        by_name = use(
            call,
            "find_user_id_by_name_zip",
            {
                "first_name": name["first_name"].upper(),
                "last_name": name["last_name"].lower(),
                "zip": home["zip"],
            },
        )
        types = use(call, "list_all_product_types", {})
        assert by_email == by_name == user_id
        assert list(types) == sorted(types) and len(types) == 50
        product_id = types["T-Shirt"]
        product = use(call, "get_product_details", {"product_id": product_id})
        assert product == as_floats(retail.files["products"][product_id])
        assert use(call, "think", {"thought": "hm"}) == ""


def test_every_user_is_found_by_name_and_code(retail: RetailShop) -> None:
    first: dict[tuple[str, ...], str] = {}
    for user_id, user in retail.files["users"].items():
        name = user["name"]
        key = (name["first_name"], name["last_name"], user["address"]["zip"])
        first.setdefault(key, user_id)
    with retail.borrowed() as call:
        for (given, family, code), user_id in first.items():
            names = {"first_name": given, "last_name": family, "zip": code}
            assert use(call, "find_user_id_by_name_zip", names) == user_id
