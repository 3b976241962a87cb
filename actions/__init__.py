"""What the assistant can do in a turn."""
