"""Upslope: find, understand and rank machine-learning openings on your own machine."""

__version__ = "0.1.0"
