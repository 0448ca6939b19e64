"""How bytes become structure: JSON, HTML, JSON-LD, PDF, and the killable worker."""
