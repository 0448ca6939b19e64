"""The person's side: what they want, what they chose, what their repositories show."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add four tables."""
    op.create_table(
        "profile",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_profile")),
    )
    op.create_table(
        "choices",
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("choice", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("learned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name=op.f("fk_choices_posting")),
        sa.PrimaryKeyConstraint("posting", "choice", name=op.f("pk_choices")),
    )
    op.create_table(
        "repositories",
        sa.Column("path", TEXT, nullable=False),
        sa.Column("read_at", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_repositories")),
    )
    op.create_table(
        "claims",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("repository", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("step", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_repository"), "claims", ["repository"], unique=False)
