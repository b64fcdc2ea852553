"""The preparation board: what is brought up and where it goes."""
