"""What is LEARNED: models, what they learn from, and the whole life they have.

``example`` says what a model learns from, ``lifecycle`` trains, compares, promotes and watches.
"""

from upslope.models.example import Example, Label, Labelled, Task, employer_key

__all__ = ["Example", "Label", "Labelled", "Task", "employer_key"]
