"""What is LEARNED: models, what they learn from, and the whole life they have.

``example`` says what a model learns from; ``arrays``, ``artefact`` and ``serving`` are how it
answers (NumPy only); ``estimators`` and ``lifecycle`` how it comes to be (scikit-learn).
"""

from upslope.models.arrays import Model
from upslope.models.example import Example, Label, Labelled, Task, employer_key
from upslope.models.serving import SHIPPED, SHIPPED_DIGESTS, Models, shipped_files, shipped_names

__all__ = [
    "SHIPPED",
    "SHIPPED_DIGESTS",
    "Example",
    "Label",
    "Labelled",
    "Model",
    "Models",
    "Task",
    "employer_key",
    "shipped_files",
    "shipped_names",
]
