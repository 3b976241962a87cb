"""Our own Rasa policies."""
