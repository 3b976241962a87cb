"""Products, their variants, prices and stock."""
