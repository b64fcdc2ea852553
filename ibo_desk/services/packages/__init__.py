"""A file of one's own for a college: made, sent back and taken over again; and the file that is lent."""
