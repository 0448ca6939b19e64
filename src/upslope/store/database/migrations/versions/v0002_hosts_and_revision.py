"""Hosts that must not be asked yet, and which write last touched a posting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the table of hosts and the number by which derived indexes follow the postings."""
    op.create_table(
        "hosts",
        sa.Column("host", TEXT, nullable=False),
        sa.Column("not_before", sa.Float(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
    )
    op.add_column(
        "postings", sa.Column("revision", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_index(op.f("ix_postings_revision"), "postings", ["revision"], unique=False)
