"""A posting arrives: one file per source; ``http.py`` is the only door to the network."""
