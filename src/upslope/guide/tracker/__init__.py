"""Applications: read from their journal, looked through, and taken over from elsewhere."""
