"""All figures of speed and size by one command: ``python -m benchmarks.performance --help``."""
