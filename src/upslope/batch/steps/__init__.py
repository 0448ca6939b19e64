"""The steps of a run: pure functions of a stream of record batches, one a module."""
