"""How long the champions take to load, together, in a fresh process.

    python benchmarks/load_models.py

Prints the median of five processes, in milliseconds of wall time: NumPy, the models' room, and all
models from their files. The aim is below 300 for the models.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

CODE = """
import time
start = time.perf_counter()
import numpy
after_numpy = time.perf_counter()
from upslope.models import SHIPPED
imported = time.perf_counter()
models = [SHIPPED[name] for name in SHIPPED]
loaded = time.perf_counter()
print(after_numpy - start, imported - after_numpy, loaded - imported)
"""


def main() -> None:
    """Print the medians."""
    runs = [
        subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
        for _ in range(5)
    ]
    columns = zip(*([float(part) for part in run.stdout.split()] for run in runs), strict=True)
    for what, seconds in zip(("import numpy", "import models", "load all"), columns, strict=True):
        print(f"{what:14} {statistics.median(seconds) * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
