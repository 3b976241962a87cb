"""``.env.example`` names every setting with its default, and no other."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

ROOT = Path(__file__).parents[2]
PREFIX = "SHOPKEEPER_"
# A secret's default is not an example to follow.
SECRETS = {"SHOPKEEPER_SECRET", "SHOPKEEPER_IDENTITY_SECRET"}


@cache
def documented() -> dict[str, str]:
    """Setting -> default, of the lines below a comment."""
    found: dict[str, str] = {}
    previous = ""
    for line in (ROOT / ".env.example").read_text("utf-8").splitlines():
        setting = re.fullmatch(rf"#?({PREFIX}\w+)=(.*)", line)
        if setting:
            assert previous.startswith("# "), f"{line} has no comment of its own"
            assert setting[1] not in found, f"{line} stands there twice"
            found[setting[1]] = setting[2]
        previous = "" if setting else line
    return found


@cache
def classes() -> list[type[BaseSettings]]:
    """Every settings class of ours, by its file's words ``BaseSettings)``."""
    found: list[type[BaseSettings]] = []
    for folder in ("actions", "integrations", "knowledge", "retrieval"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "(BaseSettings)" not in file.read_text("utf-8"):
                continue
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            module = importlib.import_module(name)
            found += [
                thing
                for _, thing in inspect.getmembers(module, inspect.isclass)
                if issubclass(thing, BaseSettings) and thing.__module__ == name
            ]
    return found


def fields() -> dict[str, list[FieldInfo]]:
    """Setting -> its fields; several processes may read the same one."""
    found: dict[str, list[FieldInfo]] = {}
    for settings in classes():
        assert settings.model_config["env_prefix"] == PREFIX, settings
        for name, field in settings.model_fields.items():
            found.setdefault(PREFIX + name.upper(), []).append(field)
    return found


def of_the_bot() -> set[str]:
    """What the bot reads; it has no pydantic settings."""
    text = "".join(file.read_text("utf-8") for file in (ROOT / "bot").rglob("*.py"))
    return set(re.findall(rf'"({PREFIX}\w+)"', text))


def written(default: Any) -> str:
    if isinstance(default, list):
        return ",".join(default)
    return "" if default is None else str(default)


def test_every_setting_is_documented() -> None:
    assert len(classes()) >= 6
    missing = (set(fields()) | of_the_bot()) - set(documented())
    assert not missing


def test_nothing_else_is_documented() -> None:
    surplus = set(documented()) - set(fields()) - of_the_bot()
    assert not surplus


def test_the_defaults_are_the_real_ones() -> None:
    different = {
        name: (documented()[name], [written(field.default) for field in found])
        for name, found in fields().items()
        if name not in SECRETS
        and documented()[name] not in [written(field.default) for field in found]
    }
    assert not different


def test_processes_agree_on_defaults() -> None:
    different = {
        name: defaults
        for name, found in fields().items()
        if name not in SECRETS
        and len(defaults := {written(field.default) for field in found}) > 1
    }
    assert not different
