"""What comes from outside: opening its packages and reading its XML within bounds, whatever is wrong with the bytes."""
