"""Finders of facts in a message, one module per kind of fact."""
