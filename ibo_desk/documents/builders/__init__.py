"""From the rows of the services to the content of papers: what is printed, for whom, and in which words."""
