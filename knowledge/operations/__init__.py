"""What may be done to orders, on which conditions, and the doing of it, once."""
