"""What partners engage themselves to do, per partner, with evidence and periods."""
