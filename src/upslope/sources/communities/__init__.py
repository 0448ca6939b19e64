"""Openings that people pass on: forum threads and lists kept by many hands."""
