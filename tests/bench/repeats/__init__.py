"""Repeats inside a page: cases composed from any article's paragraphs, and how often each stands in the output once."""
