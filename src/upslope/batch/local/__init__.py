"""The engine for one machine: steps in a pool of processes, queries in DuckDB.

Each stage is a folder of Parquet files, its parts. A part gets its name only when it is whole and
on the disk, so that its being there marks it as finished; after a kill the missing ones are made.
"""
