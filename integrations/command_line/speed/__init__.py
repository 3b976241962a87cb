"""Our bot beside stock Rasa: the same shop, the same messages, in one run."""
