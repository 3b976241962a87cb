"""Refusals to a client of the HTTP interface, to be shown as RFC 9457 documents."""

from __future__ import annotations

from collections.abc import Mapping


class Problem(Exception):
    """A request that cannot be served; ``detail`` is a sentence for its sender."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
