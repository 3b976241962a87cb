"""The people who work in the shop, and what each may do."""
