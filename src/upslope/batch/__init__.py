"""Any number of postings from files to files: the steps of ``pipeline`` as one run over a data set.

One machine and a cluster run the same steps (``steps/``, pure functions of record batches) and the
same SQL (``queries.py``) in the same order (``stages.py``); an engine says where they run:
``local.py`` in a pool of processes and DuckDB, ``spark.py`` on Apache Spark. Neither decides
anything about a posting, so that both give the same rows.
"""
