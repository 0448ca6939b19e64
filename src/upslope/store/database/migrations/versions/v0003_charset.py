"""The charset that a kept reply claimed: a reply of 304 does not say it again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column; replies that are remembered already are read by their bytes alone."""
    op.add_column("validators", sa.Column("charset", TEXT, nullable=True))
