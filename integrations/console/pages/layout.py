"""The frame of every page: brand, the two places, and the member's own corner."""

from __future__ import annotations

from nicegui import ui

from integrations.console.pages import theme
from integrations.console.pages.parts import block, icon_button, link, text
from integrations.console.pages.viewer import Viewer
from integrations.console.wording import LANGUAGES, Wording
from knowledge.staff.permissions import Permission


def prepare(wording: Wording, *, dark: bool | None) -> None:
    """Style, language and an empty canvas."""
    theme.apply(dark=dark)
    code = "zh-CN" if wording.language == "zh" else "en"
    ui.query("html").props(f"lang={code}")
    ui.query(".nicegui-content").classes(replace="page")


def frame(viewer: Viewer, *, current: str) -> None:
    """The bar at the top."""
    wording = viewer.wording
    prepare(wording, dark=viewer.preferences.dark)
    with block("bar", "header"):
        with ui.link(target="/").classes(replace="bar__brand"):
            text("掌", "seal seal--small").props("aria-hidden=true")
            text(wording("brand"), "bar__name")
        with block("bar__places", "nav").props(f'aria-label="{wording("nav.label")}"'):
            if viewer.may(Permission.SERVE_CUSTOMERS):
                _place(wording("nav.desk"), "/", current == "desk")
            if viewer.may(Permission.READ_ARTICLES):
                _place(wording("nav.articles"), "/articles", current == "articles")
        block("bar__space")
        _language_switch(viewer)
        _dark_switch(viewer)
        _member(viewer)


def _place(words: str, target: str, is_current: bool) -> None:
    made = link(words, target, "place is-current" if is_current else "place")
    if is_current:
        made.props("aria-current=page")


def _language_switch(viewer: Viewer) -> None:
    other = next(code for code in LANGUAGES if code != viewer.wording.language)

    async def switch() -> None:
        await viewer.services.staff.choose_language(viewer.id, other)
        ui.navigate.reload()

    label = viewer.wording("nav.switch_language")
    made = ui.button("中" if other == "zh" else "EN", on_click=switch, color=None)
    made.props("flat dense round no-caps").props["aria-label"] = label
    made.classes("btn-icon btn-icon--word").tooltip(label)


def _dark_switch(viewer: Viewer) -> None:
    async def switch() -> None:
        is_dark = await ui.run_javascript(
            "document.body.classList.contains('body--dark')"
        )
        viewer.preferences.dark = not is_dark
        await viewer.save_preferences()
        ui.run_javascript(f"Quasar.Dark.set({'false' if is_dark else 'true'})")

    icon_button("sym_o_contrast", viewer.wording("nav.dark"), switch)


def _member(viewer: Viewer) -> None:
    wording, member = viewer.wording, viewer.member
    with ui.button(color=None).props("flat dense no-caps").classes("who") as opener:
        text(member.name[:1].upper(), "who__initial").props("aria-hidden=true")
        text(member.name, "who__name")
        with ui.menu().props("auto-close anchor='bottom right' self='top right'"):
            with block("who__card"):
                text(member.name, "who__full", "div")
                text(wording.one_of("roles", member.role), "who__role", "div")
            with block(tag="form").props("method=post action=/sign-out"):
                out = text(wording("nav.sign_out"), "menu-item", "button")
                out.props("type=submit")
    opener.props["aria-label"] = wording("nav.account")
