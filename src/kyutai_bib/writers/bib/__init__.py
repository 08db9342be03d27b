"""What BibTeX and biblatex have in common: how an entry is laid out, how names and titles are spelled."""
