"""YAML as people expect it: ``yes`` is a word, ``10:00`` is no number."""

from __future__ import annotations

import re
from typing import Any

import yaml

_MEANT = {
    "tag:yaml.org,2002:bool": (re.compile(r"true|false"), "tf"),
    "tag:yaml.org,2002:int": (re.compile(r"-?(?:0|[1-9]\d*)"), "-0123456789"),
    "tag:yaml.org,2002:null": (re.compile(r"null|"), ["n", ""]),
}


class _Plain(yaml.SafeLoader):
    """Only ``true``, ``false``, ``null`` and whole numbers are not words."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML wants it


for _tag, (_pattern, _first) in _MEANT.items():
    _Plain.add_implicit_resolver(
        _tag, re.compile(f"(?:{_pattern.pattern})$"), list(_first)
    )


def read(text: str) -> Any:
    """The content of a file; raises ``yaml.YAMLError``."""
    return yaml.load(text, Loader=_Plain)  # noqa: S506 - a safe loader, made stricter
