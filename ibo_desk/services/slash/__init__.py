"""Lines that start with a slash: what they mean and how they are completed."""
