"""Rows of customers -> customers, addresses, payment methods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session

from knowledge.customers.models import Address, Customer, PaymentMethod
from knowledge.importing import queries
from knowledge.importing.batches import change, replace
from knowledge.importing.errors import RowRefused
from knowledge.importing.fields import Id, Moment, Money, Nested, RowModel
from knowledge.importing.report import Outcome

ADDRESS_COLUMNS = ("line1", "line2", "city", "state", "country", "postal_code")


def _email(text: str) -> str:
    name, at, domain = text.partition("@")
    if not (name and at and "." in domain) or " " in text:
        raise PydanticCustomError("email", "is not an e-mail address")
    return text.lower()


Text = Annotated[str, Field(max_length=120)]


class AddressRow(RowModel):
    """A place of a customer's."""

    line1: Annotated[str, Field(min_length=1, max_length=200)]
    line2: Annotated[str, Field(max_length=200)] = ""
    city: Annotated[str, Field(min_length=1, max_length=120)]
    state: Text = ""
    country: Annotated[str, Field(min_length=1, max_length=64)]
    postal_code: Annotated[str, Field(min_length=1, max_length=16)]
    is_default: bool = False


class PaymentMethodRow(RowModel):
    """A way to pay; ``balance`` only for gift cards, in the smallest unit."""

    id: Id
    kind: Annotated[str, Field(min_length=1, max_length=32)]
    brand: Annotated[str, Field(max_length=32)] | None = None
    last_four: Annotated[str, Field(max_length=4)] | None = None
    balance: Money | None = None


Addresses = Annotated[list[AddressRow], Nested]
PaymentMethods = Annotated[list[PaymentMethodRow], Nested]


class CustomerRow(RowModel):
    """One customer."""

    implied = frozenset({"addresses"})

    id: Id
    first_name: Text
    last_name: Text = ""
    email: Annotated[str, Field(max_length=254), AfterValidator(_email)]
    phone: Annotated[str, Field(max_length=32)] | None = None
    language: Literal["en", "zh"] = "en"
    tier: Annotated[str, Field(min_length=1, max_length=16)] = "standard"
    points: Money = 0
    birthday: date | None = None
    joined_at: Moment | None = None
    preferences: Annotated[dict[str, Any], Nested] = Field(default_factory=dict)
    accepts_marketing: bool = False
    addresses: Annotated[list[AddressRow], Nested] = Field(default_factory=list)
    payment_methods: Annotated[list[PaymentMethodRow], Nested] = Field(
        default_factory=list
    )

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, values: Any) -> Any:
        """Flat address columns of a CSV make one default address."""
        if not isinstance(values, dict) or "addresses" in values:
            return values
        place = {name: values[name] for name in ADDRESS_COLUMNS if values.get(name)}
        if not place:
            return values
        return {**values, "addresses": [{**place, "is_default": True}]}


class CustomerKeeper:
    """Adds and changes customers."""

    def __init__(self, *, source: str = "import") -> None:
        self._source = source
        self._known: dict[str, Customer] = {}
        self._owners: dict[str, str] = {}

    def load(self, session: Session, rows: Sequence[CustomerRow]) -> None:
        """Fetch the batch's customers and who owns the payment methods."""
        self._known = queries.customers(session, (row.id for row in rows))
        methods = (method.id for row in rows for method in row.payment_methods)
        self._owners = queries.customer_of_payment_method(session, methods)

    def keep(self, session: Session, row: CustomerRow) -> Outcome:
        """Add or change one customer; RowRefused for another's payment method."""
        for method in row.payment_methods:
            owner = self._owners.setdefault(method.id, row.id)
            if owner != row.id:
                raise RowRefused(f"payment method {method.id} belongs to {owner}")
        nested = {"addresses", "payment_methods"}
        customer = self._known.get(row.id)
        if customer is None:
            customer = Customer(source=self._source, **row.model_dump(exclude=nested))
            self._known[row.id] = customer
            session.add(customer)
            self._replace_nested(customer, row)
            return Outcome.IMPORTED
        facts = row.model_dump(include=row.model_fields_set, exclude=nested)
        differs = change(customer, **facts)
        differs |= self._replace_nested(customer, row)
        return Outcome.UPDATED if differs else Outcome.UNCHANGED

    def _replace_nested(self, customer: Customer, row: CustomerRow) -> bool:
        differs = False
        if "addresses" in row.model_fields_set:
            places = [place.model_dump() for place in row.addresses]
            differs |= replace(customer.addresses, places, Address)
        if "payment_methods" in row.model_fields_set:
            methods = [
                {"position": position, **method.model_dump()}
                for position, method in enumerate(row.payment_methods)
            ]
            differs |= replace(
                customer.payment_methods, methods, PaymentMethod, key="id"
            )
        return differs
