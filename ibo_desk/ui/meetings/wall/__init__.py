"""The wall: what the people at the table see on the large screen, in a window of its own."""
