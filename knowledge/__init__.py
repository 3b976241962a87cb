"""What the business knows, and the rules for changing it."""
