"""One file per page; each has ``routes``, and its template bears its name."""
