"""What stands in each kind of paper, and in which order."""
