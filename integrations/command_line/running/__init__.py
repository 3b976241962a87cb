"""Preparing, starting, watching and stopping the whole assistant on one machine."""
