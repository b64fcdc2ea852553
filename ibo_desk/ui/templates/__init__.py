"""The layouts for Word: those of the house, one's own, what is wrong with one, and which fields there are."""
