"""Use cases per subject; they raise or ask, they never show."""
