"""Who was there, and in what capacity."""
