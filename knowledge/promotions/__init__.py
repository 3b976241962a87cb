"""Coupons and what they demand."""
