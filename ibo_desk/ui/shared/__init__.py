"""What several subjects show: parts of pages that are no subject by themselves."""
