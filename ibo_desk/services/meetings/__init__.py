"""Meetings: convening, attendance, procedure and what is carried over."""
