"""The parts of the channels that need no gateway."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from integrations.channels.channel import OutboundMessage
from integrations.channels.rate_limit import RateLimit
from integrations.channels.registry import Channels
from integrations.channels.web.script import joined


class Named:
    def __init__(self, name: str) -> None:
        self.name = name

    async def deliver(
        self, conversation_id: str, messages: Sequence[OutboundMessage]
    ) -> None:
        """Nobody listens."""


def test_a_channel_nobody_registered_is_somebodys_own_client() -> None:
    web, telegram = Named("web"), Named("telegram")
    channels = Channels(web, [telegram])
    assert channels.named("telegram") is telegram
    assert channels.named("kiosk") is web


class TestRateLimit:
    def test_it_fills_again_evenly(self) -> None:
        now = 0.0
        limit = RateLimit(60, clock=lambda: now)
        assert [limit.wait_for("a") for _ in range(60)] == [0.0] * 60
        assert limit.wait_for("a") == 1.0
        assert limit.wait_for("b") == 0.0
        now = 1.0
        assert limit.wait_for("a") == 0.0
        assert limit.wait_for("a") > 0

    def test_it_never_saves_up_more_than_a_minute(self) -> None:
        now = 0.0
        limit = RateLimit(2, clock=lambda: now)
        limit.wait_for("a")
        now = 3600.0
        waits = [limit.wait_for("a") for _ in range(3)]
        assert waits[:2] == [0.0, 0.0]
        assert waits[2] > 0


class TestScript:
    def test_sources_share_one_scope_in_the_order_of_their_names(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "b.js").write_text("second();", "utf-8")
        (tmp_path / "a.js").write_text("first();", "utf-8")
        script = joined(tmp_path)
        assert script.startswith("(function () {")
        assert script.index("first();") < script.index("second();")

    def test_a_manifest_decides_otherwise(self, tmp_path: Path) -> None:
        (tmp_path / "a.js").write_text("later();", "utf-8")
        (tmp_path / "b.js").write_text("sooner();", "utf-8")
        (tmp_path / "draft.js").write_text("never();", "utf-8")
        (tmp_path / "manifest.txt").write_text("b.js\na.js\n", "utf-8")
        script = joined(tmp_path)
        assert script.index("sooner();") < script.index("later();")
        assert "never" not in script
