"""What can go wrong when something is to be done to an order.

NotAllowed
├── Refusal             a rule forbids it; names the rule and what is lawful instead
└── PreviewChanged      something moved between the preview and the yes
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import NotAllowed

if TYPE_CHECKING:  # the preview's module raises these errors
    from knowledge.operations.preview import Preview
    from knowledge.operations.requests import Operation
    from knowledge.operations.state import State


@dataclass(frozen=True)
class Alternative:
    """Something lawful instead: another operation, or other values of an argument."""

    operation: str
    field: str | None = None
    values: tuple[str, ...] = ()


class Refusal(NotAllowed):
    """A rule forbids the operation."""

    def __init__(
        self,
        *,
        request: Operation,
        rule: str,
        state: State,
        alternatives: tuple[Alternative, ...] = (),
        **facts: Any,
    ) -> None:
        super().__init__(operation=request.name, rule=rule, **facts)
        self.request = request
        self.rule = rule
        self.state = state
        self.alternatives = alternatives


class PreviewChanged(NotAllowed):
    """What was confirmed is not what would happen now; ``preview`` is."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(operation=preview.operation.name)
        self.preview = preview
