"""The hand-over packet: readable in ten seconds, the most important first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from integrations.console.desk_reading import Context
from integrations.console.pages.answers import answer_words, readable
from integrations.console.pages.parts import block, icon, text
from integrations.console.pages.viewer import Viewer

_LAST_MESSAGES = 3


def show_packet(viewer: Viewer, packet: Mapping[str, Any], found: Context) -> None:
    """Goal, what is known, what was tried, and what to do next.

    Of what was collected only keys with words are shown: the assistant keeps
    others for itself, such as the offer that it waits on.
    """
    wording = viewer.wording
    with block("packet", "section"):
        with block("packet__top"):
            text(wording.one_of("reasons", packet.get("reason")), "packet__reason")
        goal = str(packet.get("goal") or "")
        if goal:
            text(wording("packet.goal"), "packet__label", "h3")
            text(goal, "packet__goal", "p")
        _pairs(viewer, packet, found)
        _last_messages(viewer, packet)
        _suggestion(viewer, packet)


def _pairs(viewer: Viewer, packet: Mapping[str, Any], found: Context) -> None:
    wording = viewer.wording
    level = wording.one_of("identity", packet.get("identity_level") or "none")
    pairs = [(wording("packet.identity"), level)]
    pairs += [
        (
            wording.one_of("collected", key),
            answer_words(key, value, found, wording.language),
        )
        for key, value in (packet.get("collected") or {}).items()
        if wording.names("collected", key) and value not in (None, "", [], {})
    ]
    tried = [wording.one_of("tasks", str(each)) for each in packet.get("tried") or []]
    if tried:
        pairs.append((wording("packet.tried"), wording("packet.comma").join(tried)))
    told = {value for _, value in pairs}
    orders = [str(each) for each in packet.get("orders") or [] if each not in told]
    if orders:
        pairs.append((wording("packet.orders"), wording("packet.comma").join(orders)))
    with block("pairs", "dl"):
        for label, value in pairs:
            text(label, "pairs__label", "dt")
            text(value, "pairs__value", "dd")


def _last_messages(viewer: Viewer, packet: Mapping[str, Any]) -> None:
    goal = str(packet.get("goal") or "")  # it often quotes one of them already
    said = [readable(each) for each in packet.get("last_messages") or []]
    said = [each for each in said if each not in goal]
    if not said:
        return
    text(viewer.wording("packet.in_their_words"), "packet__label", "h3")
    with block("packet__words", "ul"):
        for each in said[-_LAST_MESSAGES:]:
            text(each, "packet__quote", "li")


def _suggestion(viewer: Viewer, packet: Mapping[str, Any]) -> None:
    suggested = packet.get("suggested")
    if not suggested:
        return
    with block("packet__suggestion"):
        icon("sym_o_lightbulb")
        with block():
            text(viewer.wording("packet.suggested"), "packet__label", "h3")
            text(
                viewer.wording.one_of("next_steps", str(suggested)), "packet__next", "p"
            )
