"""Sending what belongs to a meeting: invitation, agenda, cancellation."""
