"""What the tools take."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(max_length=200)]
Items = Annotated[list[Text], Field(max_length=200)]


class Arguments(BaseModel):
    """Strict: a name that the tool does not know is a mistake worth telling."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoArguments(Arguments):
    """Nothing."""


class EmailArguments(Arguments):
    """A customer by his e-mail address."""

    email: Text


class NamesArguments(Arguments):
    """A customer by his name and postal code."""

    first_name: Text
    last_name: Text
    zip: Text


class UserArguments(Arguments):
    """A customer by his id."""

    user_id: Text


class OrderArguments(Arguments):
    """An order."""

    order_id: Text


class ProductArguments(Arguments):
    """A product."""

    product_id: Text


class ExpressionArguments(Arguments):
    """A sum."""

    expression: Annotated[str, StringConstraints(max_length=500)]


class ThoughtArguments(Arguments):
    """A thought."""

    thought: str


class SummaryArguments(Arguments):
    """Why a person is needed, and in which conversation."""

    summary: Annotated[str, StringConstraints(max_length=4000)]
    conversation_id: Text | None = None


class CancelArguments(OrderArguments):
    """An order and why it is not wanted."""

    reason: Text


class PaymentArguments(OrderArguments):
    """An order and one of the customer's payment methods."""

    payment_method_id: Text


class ReturnArguments(PaymentArguments):
    """The items that go back; some shops want to know why."""

    item_ids: Items
    reason: Text = ""


class SwapArguments(PaymentArguments):
    """The items, and what each becomes."""

    item_ids: Items
    new_item_ids: Items


class AddressArguments(Arguments):
    """An address."""

    address1: Text
    address2: Text
    city: Annotated[str, StringConstraints(max_length=120)]
    state: Annotated[str, StringConstraints(max_length=120)]
    country: Annotated[str, StringConstraints(max_length=64)]
    zip: Annotated[str, StringConstraints(max_length=16)]

    def place(self) -> dict[str, str]:
        """As our own addresses are written."""
        return {
            "line1": self.address1,
            "line2": self.address2,
            "city": self.city,
            "state": self.state,
            "country": self.country,
            "postal_code": self.zip,
        }


class OrderAddressArguments(OrderArguments, AddressArguments):
    """Where the order goes."""


class UserAddressArguments(UserArguments, AddressArguments):
    """Where the customer's parcels usually go."""
