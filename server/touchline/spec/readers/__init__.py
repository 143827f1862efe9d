"""One reader a format: the text of a task in, its clauses out."""
