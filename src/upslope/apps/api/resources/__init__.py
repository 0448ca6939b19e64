"""One file for each kind of thing; each has ``endpoints``."""
