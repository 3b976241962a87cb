"""The staff's side: the desk, the articles, and the same over HTTP."""
