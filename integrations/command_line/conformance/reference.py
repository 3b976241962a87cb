"""The semantics of the retail tools, written anew on the plain JSON of the files.

It shares no code with the operations: an error in one of the two shows as a
difference. Amounts are ``Decimal`` dollars.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

Shop = dict[str, Any]
CENT = Decimal("0.01")


class Refused(Exception):
    """The tool is not lawful here; nothing has been changed."""


def use(shop: Shop, name: str, arguments: dict[str, Any]) -> None:
    """Do what the tool does to the shop's data; raises Refused."""
    WRITES[name](shop, **arguments)


def _must(lawful: bool) -> None:
    if not lawful:
        raise Refused


def _order(shop: Shop, order_id: str, status: str) -> dict[str, Any]:
    _must(order_id in shop["orders"])
    order: dict[str, Any] = shop["orders"][order_id]
    _must(order["status"] == status)
    return order


def _methods(shop: Shop, order: dict[str, Any]) -> dict[str, Any]:
    methods: dict[str, Any] = shop["users"][order["user_id"]]["payment_methods"]
    return methods


def _credit(method: dict[str, Any], amount: Decimal) -> None:
    if method["source"] == "gift_card":
        method["balance"] = (Decimal(method["balance"]) + amount).quantize(CENT)


def _entry(kind: str, amount: Decimal, method: str) -> dict[str, Any]:
    return {"transaction_type": kind, "amount": amount, "payment_method_id": method}


def cancel(shop: Shop, order_id: str, reason: str) -> None:
    """Pay every entry back."""
    order = _order(shop, order_id, "pending")
    _must(reason in ("no longer needed", "ordered by mistake"))
    refunds = [
        _entry("refund", entry["amount"], entry["payment_method_id"])
        for entry in order["payment_history"]
    ]
    for refund in refunds:
        method = _methods(shop, order)[refund["payment_method_id"]]
        _credit(method, Decimal(refund["amount"]))
    order["payment_history"] += refunds
    order["status"] = "cancelled"
    order["cancel_reason"] = reason


def change_address(shop: Shop, order_id: str, **place: str) -> None:
    """Another address."""
    _order(shop, order_id, "pending")["address"] = place


def change_home(shop: Shop, user_id: str, **place: str) -> None:
    """Another default address."""
    _must(user_id in shop["users"])
    shop["users"][user_id]["address"] = place


def change_payment(shop: Shop, order_id: str, payment_method_id: str) -> None:
    """Pay anew, and pay the old back."""
    order = _order(shop, order_id, "pending")
    methods = _methods(shop, order)
    _must(payment_method_id in methods)
    history = order["payment_history"]
    _must(len(history) == 1 and history[0]["transaction_type"] == "payment")
    old, amount = history[0]["payment_method_id"], Decimal(history[0]["amount"])
    _must(old != payment_method_id)
    new = methods[payment_method_id]
    _must(new["source"] != "gift_card" or Decimal(new["balance"]) >= amount)
    history.append(_entry("payment", amount, payment_method_id))
    history.append(_entry("refund", amount, old))
    _credit(new, -amount)
    _credit(methods[old], amount)


def _swap(
    shop: Shop, order: dict[str, Any], old: list[str], new: list[str], method: str
) -> tuple[list[tuple[dict[str, Any], dict[str, Any]]], Decimal]:
    """The pairs of item and new variant, and the difference."""
    has = [item["item_id"] for item in order["items"]]
    _must(all(old.count(item) <= has.count(item) for item in old))
    _must(len(old) == len(new))
    left, pairs = list(order["items"]), []
    for item_id, new_id in zip(old, new, strict=True):
        item = next(each for each in left if each["item_id"] == item_id)
        left = [each for each in left if each is not item]
        variants = shop["products"][item["product_id"]]["variants"]
        _must(new_id in variants and variants[new_id]["available"])
        pairs.append((item, variants[new_id]))
    _must(method in _methods(shop, order))
    difference = sum(
        (Decimal(new["price"]) - Decimal(item["price"]) for item, new in pairs),
        Decimal(0),
    )
    card = _methods(shop, order)[method]
    _must(card["source"] != "gift_card" or Decimal(card["balance"]) >= difference)
    return pairs, difference.quantize(CENT)


def change_items(
    shop: Shop,
    order_id: str,
    item_ids: list[str],
    new_item_ids: list[str],
    payment_method_id: str,
) -> None:
    """Other variants, and the difference."""
    order = _order(shop, order_id, "pending")
    pairs, more = _swap(shop, order, item_ids, new_item_ids, payment_method_id)
    kind = "payment" if more > 0 else "refund"
    order["payment_history"].append(_entry(kind, abs(more), payment_method_id))
    _credit(_methods(shop, order)[payment_method_id], -more)
    for item, new in pairs:
        item.update({key: new[key] for key in ("item_id", "price", "options")})
    order["status"] = "pending (item modified)"


def exchange(
    shop: Shop,
    order_id: str,
    item_ids: list[str],
    new_item_ids: list[str],
    payment_method_id: str,
) -> None:
    """Note which become which."""
    order = _order(shop, order_id, "delivered")
    _, more = _swap(shop, order, item_ids, new_item_ids, payment_method_id)
    order |= {
        "status": "exchange requested",
        "exchange_items": sorted(item_ids),
        "exchange_new_items": sorted(new_item_ids),
        "exchange_payment_method_id": payment_method_id,
        "exchange_price_difference": more,
    }


def return_items(
    shop: Shop, order_id: str, item_ids: list[str], payment_method_id: str
) -> None:
    """Note what goes back, and where to."""
    order = _order(shop, order_id, "delivered")
    has = [item["item_id"] for item in order["items"]]
    _must(all(item_ids.count(item) <= has.count(item) for item in item_ids))
    methods = _methods(shop, order)
    _must(payment_method_id in methods)
    first = order["payment_history"][0]["payment_method_id"]
    gift = methods[payment_method_id]["source"] == "gift_card"
    _must(gift or payment_method_id == first)
    order |= {
        "status": "return requested",
        "return_items": sorted(item_ids),
        "return_payment_method_id": payment_method_id,
    }


def copy_of(shop: Shop) -> Shop:
    """A shop of its own to change."""
    return deepcopy(shop)


WRITES: dict[str, Callable[..., None]] = {
    "cancel_pending_order": cancel,
    "modify_pending_order_address": change_address,
    "modify_pending_order_payment": change_payment,
    "modify_pending_order_items": change_items,
    "modify_user_address": change_home,
    "return_delivered_order_items": return_items,
    "exchange_delivered_order_items": exchange,
}
