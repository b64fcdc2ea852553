"""Minutes: drafted, checked, submitted, approved, or received from another secretariat."""
