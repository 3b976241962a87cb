"""Somebody else's requests leave the same data as the reference semantics."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.exporting.retail import export_retail
from knowledge.operations.tools import Call, use
from tests.knowledge.operations import reference
from tests.knowledge.operations.retail_shop import RetailShop, as_floats, read_tasks

# The whole database is compared for every so many requests; for the others, all that
# the request's users own.
WHOLE_EVERY = 50


def test_the_export_is_what_was_imported(retail: RetailShop) -> None:
    with retail.database.reading() as session:
        assert export_retail(session) == as_floats(retail.files)


def test_every_request_gives_the_reference_data(retail: RetailShop) -> None:
    different = []
    tasks = read_tasks()
    for index, task in enumerate(tasks):
        shop = _part_of(retail.files, task)
        with retail.borrowed() as call:
            for action in task["actions"]:
                lawful = _by_reference(shop, action)
                assert _by_tool(call, action) is lawful, (index, action)
            if index % WHOLE_EVERY == 0:
                same = export_retail(call.session) == _whole(retail.files, shop)
            else:
                same = _same_records(call, shop)
        if not same:
            different.append(index)
    assert (len(tasks), different) == (500, [])


def _part_of(files: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    """The records that the request may change, copied; the products as they are."""
    numbers = {each["kwargs"]["order_id"] for each in task["actions"]}
    users = {files["orders"][number]["user_id"] for number in numbers}
    numbers |= {number for user in users for number in files["users"][user]["orders"]}
    return {
        "users": reference.copy_of({user: files["users"][user] for user in users}),
        "orders": reference.copy_of({each: files["orders"][each] for each in numbers}),
        "products": files["products"],
    }


def _by_reference(shop: dict[str, Any], action: dict[str, Any]) -> bool:
    try:
        reference.use(shop, action["name"], action["kwargs"])
    except reference.Refused:
        return False
    return True


def _by_tool(call: Call, action: dict[str, Any]) -> bool:
    try:
        use(call, action["name"], action["kwargs"])
    except KnowledgeError:
        return False
    return True


def _same_records(call: Call, shop: dict[str, Any]) -> bool:
    users = {
        user: use(call, "get_user_details", {"user_id": user}) for user in shop["users"]
    }
    orders = {
        each: use(call, "get_order_details", {"order_id": each})
        for each in shop["orders"]
    }
    return users == as_floats(shop["users"]) and orders == as_floats(shop["orders"])


def _whole(files: dict[str, Any], shop: dict[str, Any]) -> Any:
    changed = {name: {**files[name], **shop[name]} for name in files}
    return as_floats(changed)


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
