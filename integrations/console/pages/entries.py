"""One entry of the timeline, drawn after what it is."""

from __future__ import annotations

from integrations.console.pages.cards import show_cards
from integrations.console.pages.parts import block, icon, text
from integrations.console.pages.viewer import Viewer
from knowledge.conversations.models import Author, Entry, Kind

_HAPPENINGS = frozenset(
    {
        Kind.HANDOFF_REQUESTED,
        Kind.AGENT_JOINED,
        Kind.HANDED_BACK,
        Kind.CLOSED,
        Kind.IDENTIFIED,
    }
)


def is_shown(entry: Entry) -> bool:
    """The packet is not: it has its own place beside the thread."""
    return entry.kind != Kind.HANDOFF_PACKET


def show_day(viewer: Viewer, entry: Entry) -> None:
    """The line between two days."""
    with block("day").props("role=separator"):
        text(viewer.times.day(entry.at))


def show_entry(viewer: Viewer, entry: Entry) -> None:
    """A bubble, a note, or a line for what happened."""
    if entry.kind in _HAPPENINGS:
        _show_happening(viewer, entry)
    elif entry.kind == Kind.NOTE:
        _show_note(viewer, entry)
    else:
        _show_bubble(viewer, entry)


def _show_bubble(viewer: Viewer, entry: Entry) -> None:
    wording = viewer.wording
    with block(f"said said--{entry.author}", "article"):
        with block("said__head"):
            if entry.author == Author.ASSISTANT:
                icon("sym_o_smart_toy")
            who = entry.author_name or wording(f"authors.{entry.author}")
            text(who, "said__who")
            text(viewer.times.clock(entry.at), "said__when", "time")
        if entry.text:
            text(entry.text, "said__text", "p")
        show_cards(viewer, entry.payload)


def _show_note(viewer: Viewer, entry: Entry) -> None:
    with block("said said--note", "article"):
        with block("said__head"):
            icon("sym_o_lock")
            text(
                viewer.wording("thread.note_by", agent=entry.author_name or ""),
                "said__who",
            )
            text(viewer.times.clock(entry.at), "said__when", "time")
        text(entry.text, "said__text", "p")


def _show_happening(viewer: Viewer, entry: Entry) -> None:
    with block(f"happening happening--{entry.kind}"):
        text(_happening_words(viewer, entry), "happening__words")
        text(viewer.times.clock(entry.at), "happening__when", "time")
    summary = entry.payload.get("staff", {}).get("summary")
    if summary:
        with block("said said--note"):
            with block("said__head"):
                icon("sym_o_lock")
                text(viewer.wording("thread.summary"), "said__who")
            text(str(summary), "said__text", "p")


def _happening_words(viewer: Viewer, entry: Entry) -> str:
    wording, staff = viewer.wording, entry.payload.get("staff", {})
    agent = entry.author_name or ""
    if entry.kind == Kind.HANDOFF_REQUESTED:
        reason = wording.one_of("reasons", staff.get("reason"))
        return wording("happened.handoff_requested", reason=reason)
    if entry.kind == Kind.HANDED_BACK and not agent:
        return wording("happened.went_on")
    if entry.kind == Kind.IDENTIFIED:
        level = wording.one_of("identity", entry.payload.get("level"))
        return wording("happened.identified", level=level)
    return wording(f"happened.{entry.kind}", agent=agent)
