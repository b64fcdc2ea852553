"""Papers: one neutral content per paper, printed as DOCX, PDF, HTML and text."""
