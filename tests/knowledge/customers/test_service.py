"""Finding out who somebody is, without telling strangers who exists."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from knowledge.customers.errors import NotIdentified
from knowledge.customers.service import Claim, identify
from tests.builders import a_customer, an_address


@pytest.fixture(autouse=True)
def people(session: Session) -> None:
    session.add_all(
        [
            a_customer(),
            a_customer(
                id="mei",
                first_name="梅",
                last_name="林",
                email="mei@example.com",
                addresses=[an_address(postal_code="200040", country="China")],
                payment_methods=[],
            ),
            a_customer(
                id="jose",
                first_name="José",
                last_name="O'Brien",
                email="jose@example.com",
                addresses=[an_address(postal_code="sw1a 1aa")],
                payment_methods=[],
            ),
        ]
    )
    session.flush()


@pytest.mark.parametrize(
    ("claim", "customer"),
    [
        (Claim(email=" Emma@Example.com "), "emma"),
        (Claim(name="emma clarke", postal_code="10001"), "emma"),
        (Claim(name="Clarke Emma", postal_code="10001"), "emma"),
        (Claim(name="林梅", postal_code="200040"), "mei"),
        (Claim(name="Jose OBrien", postal_code="SW1A 1AA"), "jose"),
    ],
)
def test_finds_whoever_fits(session: Session, claim: Claim, customer: str) -> None:
    assert identify(session, claim) == customer


@pytest.mark.parametrize(
    "claim",
    [
        Claim(email="nobody@example.com"),
        Claim(name="Emma Clarke", postal_code="99999"),
        Claim(name="Emma Stone", postal_code="10001"),
        Claim(name="Emma Clarke"),
        Claim(postal_code="10001"),
        Claim(),
    ],
)
def test_says_nothing_about_what_was_wrong(session: Session, claim: Claim) -> None:
    with pytest.raises(NotIdentified) as refused:
        identify(session, claim)
    assert refused.value.facts == {}
