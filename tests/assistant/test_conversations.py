"""Every conversation of tests/conversations, played against the running assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from integrations.command_line.playing.customer import PlaySettings
from integrations.command_line.playing.play import stage
from integrations.command_line.playing.report import difference
from integrations.command_line.playing.script import Script, read_script, scripts_of
from tests.assistant.running import Assistant

FILES = sorted(Path("tests/conversations").glob("*.yml"))


@pytest.mark.assistant
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_conversation(file: Path, assistant: Assistant) -> None:
    script = read_script(file)
    async with stage(assistant.gateway, PlaySettings(), assistant.database) as here:
        played = await here.play(file, script)
    if not played.passed:
        pytest.fail(difference(played), pytrace=False)


def test_half_of_them_are_chinese() -> None:
    scripts: list[Script] = [script for _, script in scripts_of(FILES[0].parent)]
    chinese = [script for script in scripts if script.language == "zh"]
    assert len(scripts) >= 48
    assert len(chinese) * 2 >= len(scripts) - 2
