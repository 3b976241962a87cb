"""Every quality figure on the data at hand, from one command."""
