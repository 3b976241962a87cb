"""The few elements that every page is made of, named after what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement


def block(classes: str = "", tag: str = "div") -> Element:
    """A container; use it in a ``with``."""
    return Element(tag).classes(classes)


def text(words: str, classes: str = "", tag: str = "span") -> TextElement:
    """Words; whatever is in them is shown, never interpreted."""
    return TextElement(tag=tag, text=words).classes(classes)


def icon(name: str, classes: str = "") -> ui.icon:
    """A drawing beside words, silent for screen readers."""
    return ui.icon(name).classes(f"icon {classes}").props("aria-hidden=true")


def button(
    words: str,
    on_click: Callable[..., Any],
    *,
    kind: str = "plain",
    drawing: str | None = None,
) -> ui.button:
    """A button with words: ``main``, ``plain`` or ``danger``."""
    made = ui.button(words, on_click=on_click, color=None, icon=drawing)
    return made.props("no-caps unelevated dense").classes(f"btn btn--{kind}")


def icon_button(
    drawing: str, label: str, on_click: Callable[..., Any], classes: str = ""
) -> ui.button:
    """A button that is a drawing; ``label`` is its name and its tooltip."""
    made = ui.button(icon=drawing, on_click=on_click, color=None)
    made.props("flat dense round").props["aria-label"] = label
    made.classes(f"btn-icon {classes}").tooltip(label)
    return made


def link(words: str, target: str, classes: str = "") -> ui.link:
    """A link that looks as its class says."""
    return ui.link(words, target).classes(replace=classes)


def pressable(classes: str, on_press: Callable[[], Any]) -> Element:
    """A native button to put things in: reached by Tab, pressed by Enter."""
    made = Element("button").classes(classes)
    made.props["type"] = "button"
    made.on("click", on_press)
    return made
