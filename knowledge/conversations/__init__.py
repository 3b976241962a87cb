"""Conversations as append-only timelines, and who owns them."""
