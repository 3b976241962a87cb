"""Pure functions over strings: one written form, words, language."""
