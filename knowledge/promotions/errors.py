"""What can go wrong with coupons.

KnowledgeError
├── NotFound
│   └── CouponNotFound     no such code
└── NotAllowed
    ├── CouponExpired      it has ended
    ├── CouponNotStarted   it starts later
    ├── CouponForMembers   another tier is needed
    └── CouponForNewcomers only before the first order
"""

from __future__ import annotations

from knowledge.errors import NotAllowed, NotFound


class CouponNotFound(NotFound):
    """There is no coupon with this code."""


class CouponExpired(NotAllowed):
    """The coupon has ended."""


class CouponNotStarted(NotAllowed):
    """The coupon starts later."""


class CouponForMembers(NotAllowed):
    """The coupon is for other membership tiers."""


class CouponForNewcomers(NotAllowed):
    """The coupon is for a customer's first order."""
