"""Shapes of postings that several sources share."""
