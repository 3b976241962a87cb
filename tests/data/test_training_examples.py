"""The NLU examples are complete in both languages, distinct and name no real people."""

import re
from collections import Counter

import pytest

from tests.data.examples import NLU, all_examples, language, normalised, read_examples

ENOUGH = 25
LONGEST = 300

INTENTS = {
    "orders": "check_order_status list_orders cancel_order change_order_address "
    "change_order_items change_payment_method request_invoice claim_price_protection",
    "shipments": "track_parcel report_not_received change_delivery ask_shipping_cost",
    "returns": "return_item exchange_item check_refund report_damaged_item "
    "request_repair",
    "catalogue": "search_product refine_search ask_product_detail check_stock "
    "compare_products recommend_products find_similar goes_with subscribe_restock",
    "carts": "add_to_cart view_cart place_order",
    "customers": "ask_profile ask_points update_contact ask_my_data delete_my_data",
    "promotions": "ask_coupons apply_coupon",
    "faq": "ask_faq",
    "handoff": "request_human complain request_callback",
    "feedback": "rate_service",
    "conversation": "affirm deny inform stop_task repeat start_over skip show_more "
    "choose_item switch_language",
    "smalltalk": "greet goodbye thank ask_if_robot ask_capabilities chitchat insult "
    "praise express_danger",
    "outside": "out_of_scope",
}

E_MAIL_HOST = re.compile(r"[\w.+-]+@([\w.-]+)")
INVENTED_HOST = re.compile(r"(^|\.)example(\.(com|org|net|cn))?$")


@pytest.mark.parametrize("topic", INTENTS)
def test_each_topic_holds_exactly_its_intents(topic: str) -> None:
    assert set(read_examples(NLU / f"{topic}.yml")) == set(INTENTS[topic].split())


def test_no_file_is_unknown() -> None:
    assert {path.stem for path in NLU.glob("*.yml")} == set(INTENTS)


@pytest.mark.parametrize("wanted", ["en", "zh"])
def test_every_intent_has_enough_examples(wanted: str) -> None:
    counts = Counter(
        intent for intent, text in all_examples() if language(text) == wanted
    )
    known = " ".join(INTENTS.values()).split()
    assert {name: counts[name] for name in known if counts[name] < ENOUGH} == {}


def test_no_example_is_there_twice() -> None:
    places: dict[str, list[str]] = {}
    for intent, text in all_examples():
        places.setdefault(normalised(text), []).append(f"{intent}: {text}")
    assert [twins for twins in places.values() if len(twins) > 1] == []


def test_no_example_is_long_or_annotated() -> None:
    wrong = [
        text
        for _, text in all_examples()
        if len(text) > LONGEST or not text.strip() or re.search(r"\]\s*[({]", text)
    ]
    assert wrong == []


def test_every_e_mail_address_is_invented() -> None:
    hosts = {host for _, text in all_examples() for host in E_MAIL_HOST.findall(text)}
    assert hosts
    assert {host for host in hosts if not INVENTED_HOST.search(host)} == set()


def test_every_file_says_where_its_borders_run() -> None:
    silent = [
        path.name
        for path in NLU.glob("*.yml")
        if not path.read_text(encoding="utf-8").startswith("#")
    ]
    assert silent == []
