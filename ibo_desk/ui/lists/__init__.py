"""What is asked before a list is read in: its columns, whom its names mean, what a row should say; and what is left."""
