"""The agenda of a meeting: the list of items and its versions."""
