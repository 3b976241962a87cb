"""Telling intents apart: plain numerics, which know nothing of Rasa."""
