"""How the screen looks, the region, and the journal."""
