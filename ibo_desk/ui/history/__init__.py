"""History: what was done in the region or with one record, and taking it back."""
