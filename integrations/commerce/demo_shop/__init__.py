"""The demo shop: the seeded catalogue as pages that carry the widget."""
