"""An order with its lines and parcels, folded until it is wanted."""

from __future__ import annotations

from integrations.console.desk_reading import OrderWithParcels
from integrations.console.pages.parts import block, icon, text
from integrations.console.pages.viewer import Viewer
from knowledge import words
from knowledge.catalogue.options import option_words
from knowledge.database.base import in_language
from knowledge.orders.models import OrderLine
from knowledge.shipments.service import Condition, Parcel

_WORRYING = frozenset(
    {
        Condition.LATE,
        Condition.STALLED,
        Condition.FAILED_ATTEMPT,
        Condition.EXCEPTION,
        Condition.LOST,
    }
)


def show_order(viewer: Viewer, found: OrderWithParcels, *, opened: bool) -> None:
    """The head is enough for most questions; opening it shows the rest."""
    order, language = found.order, viewer.wording.language
    with block("order", "details") as made:
        if opened:
            made.props("open")
        with block("order__head", "summary"):
            with block("card__line"):
                text(order.id, "card__title number")
                status = words.label("order_status", order.status, language)
                text(status, f"state state--{order.status.split()[0]}")
                text(words.money(order.total, order.currency), "card__price")
            placed = viewer.times.full(order.placed_at) if order.placed_at else ""
            text(
                " · ".join(filter(None, [placed, _contents(order.lines, language)])),
                "card__facts",
                "p",
            )
            for parcel in found.parcels:
                if parcel.condition in _WORRYING:
                    _worry(viewer, parcel)
        with block("order__body"):
            for line in order.lines:
                _line(line, order.currency, language)
            for parcel in found.parcels:
                _parcel(viewer, parcel)


def _contents(lines: list[OrderLine], language: str) -> str:
    return words.joined([in_language(line.name, language) for line in lines], language)


def _worry(viewer: Viewer, parcel: Parcel) -> None:
    with block("order__worry"):
        icon("sym_o_warning")
        text(words.label("parcel", parcel.condition, viewer.wording.language))


def _line(line: OrderLine, currency: str, language: str) -> None:
    with block("order__line"):
        options = option_words(line.options, language)
        with block("card__body"):
            text(in_language(line.name, language), "order__name")
            if options:
                text(options, "card__facts")
        text(
            f"{line.quantity} × {words.money(line.unit_price, currency)}",
            "order__price",
        )


def _parcel(viewer: Viewer, parcel: Parcel) -> None:
    shipment, language = parcel.shipment, viewer.wording.language
    with block("parcel"):
        with block("card__line"):
            icon("sym_o_package_2")
            text(shipment.tracking_number, "number")
            text(words.label("parcel", parcel.condition, language), "state")
        text(_whereabouts(viewer, parcel), "card__facts", "p")


def _whereabouts(viewer: Viewer, parcel: Parcel) -> str:
    shipment, last, language = (
        parcel.shipment,
        parcel.last_event,
        viewer.wording.language,
    )
    parts = [shipment.carrier]
    if last is not None:
        place = in_language(last.place, language)
        said = in_language(last.description, language)
        parts.append(" ".join(filter(None, [said, place])))
        parts.append(viewer.times.full(last.at))
    return " · ".join(filter(None, parts))
