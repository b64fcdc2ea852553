"""Tools of the makers; nothing here is needed to use the program."""
