"""What the pages are built from, without a page."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request

from integrations.console.live import Live
from integrations.console.pages.session_routes import inside, is_same_site
from integrations.console.preferences import MOST_MARKS, Preferences
from integrations.realtime.hub import Happening, Hub

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class TestPreferences:
    def test_survive_a_restart(self, tmp_path: Path) -> None:
        before = Preferences(tmp_path)
        before.of(3).dark = True
        before.of(3).mark("c1", AT)
        before.save(3)
        after = Preferences(tmp_path).of(3)
        assert after.dark is True
        assert after.has_seen("c1", AT)
        assert not after.has_seen("c1", AT + timedelta(seconds=1))

    def test_a_broken_file_locks_nobody_out(self, tmp_path: Path) -> None:
        (tmp_path / "3.json").write_text("{", encoding="utf-8")
        assert Preferences(tmp_path).of(3).seen == {}

    def test_marks_are_forgotten_from_the_oldest_on(self, tmp_path: Path) -> None:
        mine = Preferences(tmp_path).of(3)
        for number in range(MOST_MARKS + 1):
            mine.mark(f"c{number}", AT)
        assert len(mine.seen) == MOST_MARKS
        assert not mine.has_seen("c0", AT)


class TestLive:
    async def test_a_burst_is_one_set_of_changes(self) -> None:
        hub = Hub()
        changes = Live(hub).changes()
        coming = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0)  # let it subscribe
        for conversation, seq in (("a", 1), ("a", 2), ("b", 1)):
            hub.publish(Happening(conversation, seq, "customer", "text", "everyone"))
        assert await coming == {"a", "b"}
        await changes.aclose()
        assert len(hub) == 0


class TestForms:
    @pytest.mark.parametrize(
        ("headers", "expected"),
        [
            ({"host": "desk.shop"}, True),
            ({"host": "desk.shop", "origin": "https://desk.shop"}, True),
            ({"host": "desk.shop", "origin": "https://evil.shop"}, False),
            ({"host": "desk.shop", "origin": "null"}, False),
            ({"host": "desk.shop", "sec-fetch-site": "cross-site"}, False),
            ({"host": "desk.shop", "sec-fetch-site": "same-site"}, False),
        ],
    )
    def test_only_our_own_pages_may_post(
        self, headers: dict[str, str], expected: bool
    ) -> None:
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        request = Request({"type": "http", "method": "POST", "headers": raw})
        assert is_same_site(request) is expected

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("/articles", "/articles"),
            ("https://evil.shop", "/"),
            ("//evil.shop", "/"),
            ("/\\evil.shop", "/"),
            ("", "/"),
        ],
    )
    def test_nobody_is_sent_elsewhere_after_signing_in(
        self, target: str, expected: str
    ) -> None:
        assert inside(target) == expected
