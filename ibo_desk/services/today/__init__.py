"""What asks for attention now: the overview and one college at a glance."""
