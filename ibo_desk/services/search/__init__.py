"""Searching everything: words, names, days in words, and what was meant where nothing is spelled so."""
