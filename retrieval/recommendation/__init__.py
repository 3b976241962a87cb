"""What to show next, from what many did and from what things are."""
