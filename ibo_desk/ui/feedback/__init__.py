"""What each college knows of each item, and what it answered."""
