"""Who the shop's customers are, and how they prove it."""
