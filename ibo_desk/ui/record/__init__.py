"""A record beside its table: its fields, edited in place, kept while they are typed."""
