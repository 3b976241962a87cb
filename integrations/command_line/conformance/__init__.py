"""Other people's requests, replayed through our tools and compared."""
