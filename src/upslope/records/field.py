"""The roles that make up the field which Upslope is for."""

from __future__ import annotations

from upslope.records.understanding import Role

ML_ROLES: frozenset[Role] = frozenset(
    {
        "ml_engineer",
        "ai_engineer",
        "mlops_engineer",
        "research_scientist",
        "applied_scientist",
        "data_scientist",
    }
)
"""Machine-learning roles: what ``only_ml`` keeps, and what the market speaks of."""
