"""What the README tells people to type and to open is there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import typer
from typer.core import TyperGroup

from integrations.command_line.app import app

README = Path("README.md").read_text("utf-8")
MAKEFILE = Path("Makefile").read_text("utf-8")

# Code is where commands stand: between fences and between backticks.
CODE = "\n".join(
    [
        *re.findall(r"```\w*\n(.*?)```", README, re.DOTALL),
        *re.findall(r"`([^`\n]+)`", README),
    ]
)
MADE = sorted(set(re.findall(r"(?:^|\s)make ([a-z-]+)", CODE, re.MULTILINE)))
TYPED = sorted(
    {
        line.split("#")[0].strip()
        for line in re.findall(r"(?:^|/|\s)shopkeeper ([a-z].*)", CODE, re.MULTILINE)
    }
)
LINKED = sorted(
    {
        urlsplit(target).path
        for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", README)
        for target in target
        if target and not urlsplit(target).scheme and not target.startswith("#")
    }
)


@pytest.mark.parametrize("target", MADE)
def test_make_knows_it(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("line", TYPED)
def test_the_command_line_knows_it(line: str) -> None:
    command = typer.main.get_command(app)
    words = line.split()
    while isinstance(command, TyperGroup):
        assert words, f"shopkeeper {line}: which of {sorted(command.commands)}?"
        known = command.commands
        choices = words.pop(0).split("|")  # "import catalogue|customers FILE"
        assert set(choices) <= set(known), f"there is no {choices} in shopkeeper {line}"
        command = known[choices[0]]
    options = {name for option in command.params for name in option.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize("path", LINKED)
def test_what_it_links_to_exists(path: str) -> None:
    assert Path(path).exists()


def test_the_two_commands_stand_in_it() -> None:
    assert {"up", "test"} <= set(MADE)
    assert TYPED
