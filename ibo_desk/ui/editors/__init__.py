"""Editors of fields, in cells and beside the table."""
