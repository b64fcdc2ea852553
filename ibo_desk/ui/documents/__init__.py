"""Making papers, looking at them first, and what was made."""
