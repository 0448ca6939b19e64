"""Applicant tracking systems: one board is one employer's own list."""
