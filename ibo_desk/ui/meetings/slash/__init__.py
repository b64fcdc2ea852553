"""Entering slash lines and mending them."""
