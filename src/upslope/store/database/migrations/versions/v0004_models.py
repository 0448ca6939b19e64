"""The life of models: versions, champions, moves, what was answered and what was corrected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the five tables."""
    _add_versions()
    op.create_table(
        "predictions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("versions", TEXT, nullable=False),
        sa.Column("answers", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_predictions")),
    )
    op.create_index(op.f("ix_predictions_posting"), "predictions", ["posting"], unique=False)
    op.create_index(op.f("ix_predictions_at"), "predictions", ["at"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("answered", TEXT, nullable=False),
        sa.Column("truth", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name=op.f("fk_corrections_posting")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_posting"), "corrections", ["posting"], unique=False)


def _add_versions() -> None:
    op.create_table(
        "model_versions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.Column("rung", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("data", TEXT, nullable=False),
        sa.Column("scores", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model_versions")),
        sa.UniqueConstraint("model", "digest", name=op.f("uq_model_versions_model")),
    )
    op.create_table(
        "champions",
        sa.Column("model", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("model", name=op.f("pk_champions")),
    )
    op.create_table(
        "model_moves",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("model", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=False),
        sa.Column("to", TEXT, nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model_moves")),
    )
    op.create_index(op.f("ix_model_moves_model"), "model_moves", ["model"], unique=False)
