"""Tasks as data: a definition says what is needed, one engine asks for it."""
