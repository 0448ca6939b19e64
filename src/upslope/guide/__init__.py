"""Found and used: match, search, export."""
