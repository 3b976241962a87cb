"""Parcels on their way, and what the carriers say of them."""
