"""Coupons: which ones the customer may use, and why not another."""

from __future__ import annotations

import re

from actions.base import ShopAction
from actions.reply import Reply, say
from actions.turn import Turn
from knowledge.database.base import in_language
from knowledge.promotions import queries
from knowledge.promotions.models import Coupon
from knowledge.promotions.service import check_coupon, usable_coupons
from knowledge.words import day, label, money


class ShowCoupons(ShopAction):
    """The coupons that this customer, or a guest, may use now."""

    action_name = "action_ask_coupons"

    def respond(self, turn: Turn) -> Reply:
        """One line for each."""
        at = turn.services.clock()
        coupons = usable_coupons(turn.session, customer=turn.customer, at=at)
        if not coupons:
            return say("utter_no_coupons")
        listing = "\n".join(f"• {_line(coupon, turn.language)}" for coupon in coupons)
        member = "utter_coupons" if turn.customer else "utter_coupons_guest"
        return say(member, listing=listing, count=len(coupons))


class ApplyCoupon(ShopAction):
    """Whether a code can be used, and what it gives."""

    action_name = "action_apply_coupon"

    def respond(self, turn: Turn) -> Reply:
        """The coupon's terms, or the reason why it does not apply."""
        code = turn.value("coupon_code") or _known_code(turn)
        if not code:
            return say("utter_ask_coupon_code")
        coupon = check_coupon(
            turn.session,
            code=str(code),
            customer=turn.customer,
            at=turn.services.clock(),
        )
        return say("utter_coupon_valid", terms=_line(coupon, turn.language))


def _known_code(turn: Turn) -> str | None:
    """A word that is one of the shop's codes, however it is typed: "gold12能用不"."""
    words = re.findall(r"[A-Za-z0-9]{4,}", turn.text)
    known = next((word for word in words if queries.coupon(turn.session, word)), None)
    return known or next((word for word in words if _MADE_UP.fullmatch(word)), None)


_MADE_UP = re.compile(r"(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9]+")  # no word has digits


def _line(coupon: Coupon, language: str) -> str:
    """The code, what it gives, from which amount and until when."""
    parts = [coupon.code, in_language(coupon.description, language)]
    if coupon.threshold:
        parts.append(label("coupon", "from", language, amount=money(coupon.threshold)))
    parts.append(label("coupon", "until", language, date=day(coupon.ends_at, language)))
    return " · ".join(parts)
