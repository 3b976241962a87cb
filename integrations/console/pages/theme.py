"""How pages look: the style sheets, and the few colours that Quasar wants to know."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

_STATIC = Path(__file__).parents[1] / "static"


def apply(*, dark: bool | None) -> None:
    """Load the style sheets; light, dark, or (None) what the browser says."""
    head = (_STATIC / "head.html").read_text(encoding="utf-8")
    ui.add_head_html(head.format(version=_version()))
    ui.colors(
        primary="#0f6b5c",
        secondary="#59636e",
        accent="#b4532a",
        dark="#1c211f",
        dark_page="#131715",
        positive="#2f7d4f",
        negative="#b3372e",
        warning="#9a6a00",
        info="#2d6a9f",
    )
    ui.dark_mode(dark)


def _version() -> str:
    """Changes with the files, so that browsers never show yesterday's."""
    newest = max(path.stat().st_mtime_ns for path in _STATIC.glob("*.css"))
    return f"{newest:x}"
