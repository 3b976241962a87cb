"""Sums that somebody writes down, worked out without running what he wrote."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal, DecimalException

from knowledge.errors import InvalidInput

LONGEST = 500
_OPERATIONS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ALLOWED = frozenset("0123456789+-*/(). ")


class NotASum(InvalidInput):
    """It is not made of numbers, ``+ - * /`` and brackets."""


def worked_out(expression: str) -> Decimal:
    """The value to two decimals; raises NotASum."""
    if len(expression) > LONGEST or not set(expression) <= _ALLOWED:
        raise NotASum(expression=expression[:80])
    try:
        tree = ast.parse(expression.strip(), mode="eval")
        return _value(tree.body, expression).quantize(Decimal("0.01"))
    except (SyntaxError, ValueError, DecimalException, RecursionError) as error:
        raise NotASum(expression=expression[:80]) from error


def _value(node: ast.expr, text: str) -> Decimal:
    match node:
        case ast.Constant(value=int() | float()):
            # As it was written: 0.1 is a tenth here.
            return Decimal(ast.get_source_segment(text.strip(), node) or "")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return _OPERATIONS[type(op)](_value(left, text), _value(right, text))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, text)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _value(operand, text)
        case _:
            raise NotASum(expression=text[:80])
