"""The operations and look-ups as tools, with the names that other agents know.

Each takes the arguments of the retail benchmark's tools and gives records in the
layout of its files; the rules and the audit are the same as for everybody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from knowledge.customers.errors import CustomerNotFound
from knowledge.errors import InvalidInput, NotFound
from knowledge.exporting import retail
from knowledge.exporting.queries import orders_of, parcels
from knowledge.operations import lookups, queries, service
from knowledge.operations import tool_arguments as args
from knowledge.operations.arithmetic import worked_out
from knowledge.operations.requests import (
    CancelOrder,
    ChangeAddress,
    ChangeDefaultAddress,
    ChangeItems,
    ChangePayment,
    ExchangeItems,
    OrderOperation,
    ReturnItems,
)
from knowledge.operations.service import Authority
from knowledge.orders.errors import OrderNotFound


class ToolNotFound(NotFound):
    """There is no tool with this name."""


class ProductNotFound(NotFound):
    """There is no product with this id."""


class ArgumentsInvalid(InvalidInput):
    """The arguments are not those of the tool; ``problems`` says what is wrong."""


@dataclass(frozen=True)
class Call:
    """Who calls, in which transaction, when."""

    session: Session
    authority: Authority
    at: datetime


@dataclass(frozen=True)
class Tool:
    """What it takes, and what it does."""

    arguments: type[args.Arguments]
    run: Callable[[Call, Any], Any]
    writes: bool = False


def use(call: Call, name: str, arguments: Mapping[str, Any]) -> Any:
    """What the tool answers. Raises NotFound, ArgumentsInvalid, Refusal."""
    tool = TOOLS.get(name)
    if tool is None:
        raise ToolNotFound(name=name)
    try:
        given = tool.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, each['loc']))}: {each['msg']}"
            for each in error.errors()
        ]
        raise ArgumentsInvalid(name=name, problems=problems) from error
    return tool.run(call, given)


def _user_by_email(call: Call, given: args.EmailArguments) -> str:
    return lookups.customer_by_email(call.session, given.email)


def _user_by_name(call: Call, given: args.NamesArguments) -> str:
    return lookups.customer_by_name(
        call.session,
        first_name=given.first_name,
        last_name=given.last_name,
        postal_code=given.zip,
    )


def _user(call: Call, given: args.UserArguments) -> Any:
    return _user_record(call.session, given.user_id)


def _user_record(session: Session, customer_id: str) -> Any:
    found = queries.customer(session, customer_id, lock=False)
    if found is None:
        raise CustomerNotFound(id=customer_id)
    return retail.user(found, orders_of(session, customer_id))


def _order(call: Call, given: args.OrderArguments) -> Any:
    return _order_record(call.session, given.order_id)


def _order_record(session: Session, number: str) -> Any:
    found = queries.order(session, number, lock=False)
    if found is None:
        raise OrderNotFound(number=number)
    return retail.order_record(found, parcels(session, [number]))


def _product(call: Call, given: args.ProductArguments) -> Any:
    found = queries.product(call.session, given.product_id)
    if found is None:
        raise ProductNotFound(id=given.product_id)
    return retail.product(found)


def _products(call: Call, _given: args.NoArguments) -> dict[str, str]:
    return lookups.product_ids_by_name(call.session)


def _calculate(_call: Call, given: args.ExpressionArguments) -> float:
    return float(worked_out(given.expression))


def _think(_call: Call, _given: args.ThoughtArguments) -> str:
    return ""


def _transfer(call: Call, given: args.SummaryArguments) -> str:
    lookups.offer_to_a_person(
        call.session,
        summary=given.summary,
        conversation_id=given.conversation_id,
        actor=call.authority.actor,
        at=call.at,
    )
    return "Transfer successful"


def _cancel(call: Call, given: args.CancelArguments) -> Any:
    return _done(call, CancelOrder(order_id=given.order_id, reason=given.reason))


def _change_address(call: Call, given: args.OrderAddressArguments) -> Any:
    return _done(call, ChangeAddress(order_id=given.order_id, address=given.place()))


def _change_payment(call: Call, given: args.PaymentArguments) -> Any:
    return _done(
        call,
        ChangePayment(
            order_id=given.order_id, payment_method_id=given.payment_method_id
        ),
    )


def _change_items(call: Call, given: args.SwapArguments) -> Any:
    return _done(call, ChangeItems(**_swap(given)))


def _exchange(call: Call, given: args.SwapArguments) -> Any:
    return _done(call, ExchangeItems(**_swap(given)))


def _swap(given: args.SwapArguments) -> dict[str, Any]:
    return {
        "order_id": given.order_id,
        "items": tuple(given.item_ids),
        "new_items": tuple(given.new_item_ids),
        "payment_method_id": given.payment_method_id,
    }


def _return(call: Call, given: args.ReturnArguments) -> Any:
    return _done(
        call,
        ReturnItems(
            order_id=given.order_id,
            items=tuple(given.item_ids),
            payment_method_id=given.payment_method_id,
            reason=given.reason,
        ),
    )


def _change_home(call: Call, given: args.UserAddressArguments) -> Any:
    operation = ChangeDefaultAddress(customer_id=given.user_id, address=given.place())
    service.perform(call.session, operation, authority=call.authority, at=call.at)
    return _user_record(call.session, given.user_id)


def _done(call: Call, operation: OrderOperation) -> Any:
    service.perform(call.session, operation, authority=call.authority, at=call.at)
    return _order_record(call.session, operation.order_id)


TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        "find_user_id_by_email": Tool(args.EmailArguments, _user_by_email),
        "find_user_id_by_name_zip": Tool(args.NamesArguments, _user_by_name),
        "get_user_details": Tool(args.UserArguments, _user),
        "get_order_details": Tool(args.OrderArguments, _order),
        "get_product_details": Tool(args.ProductArguments, _product),
        "list_all_product_types": Tool(args.NoArguments, _products),
        "calculate": Tool(args.ExpressionArguments, _calculate),
        "think": Tool(args.ThoughtArguments, _think),
        "transfer_to_human_agents": Tool(args.SummaryArguments, _transfer, True),
        "cancel_pending_order": Tool(args.CancelArguments, _cancel, True),
        "modify_pending_order_address": Tool(
            args.OrderAddressArguments, _change_address, True
        ),
        "modify_pending_order_payment": Tool(
            args.PaymentArguments, _change_payment, True
        ),
        "modify_pending_order_items": Tool(args.SwapArguments, _change_items, True),
        "modify_user_address": Tool(args.UserAddressArguments, _change_home, True),
        "return_delivered_order_items": Tool(args.ReturnArguments, _return, True),
        "exchange_delivered_order_items": Tool(args.SwapArguments, _exchange, True),
    }
)
