"""Shapes of single systems' replies: shared by those that run them, or parted from their source."""
