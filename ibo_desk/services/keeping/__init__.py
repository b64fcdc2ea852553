"""Keeping what was typed: drafts, backups, opening, history and the soundness of a region."""
