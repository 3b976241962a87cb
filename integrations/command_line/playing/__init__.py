"""Plays conversation files against a running assistant and compares what is read."""
