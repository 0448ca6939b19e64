"""Pieces of files become record batches of ``columns.RECORDS``: the same on every engine.

``cutting`` cuts files and reads their pieces; ``rows`` reads batches of Parquet, ``lines`` JSON
Lines, ``whole`` all that one worker streams: tables of text, JSON, web archives, and what is
packed with gzip. What a row says depends on nothing but the row, so that it does not matter where
a file was cut.
"""

from upslope.batch.files.cutting import Piece, pieces, records
from upslope.batch.files.lines import records_of_lines
from upslope.batch.files.rows import records_of_rows
from upslope.batch.files.whole import records_of_whole

__all__ = [
    "Piece",
    "pieces",
    "records",
    "records_of_lines",
    "records_of_rows",
    "records_of_whole",
]
