"""Many sources: boards and their next visit, what a run saw, and what sources give besides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add five columns to the runs, and eight tables."""
    _add_to_runs()
    op.create_table(
        "boards",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("board", TEXT, nullable=False),
        sa.Column("company", TEXT, nullable=True),
        sa.Column("added_at", TEXT, nullable=True),
        sa.Column("next_visit", sa.Float(), server_default="0", nullable=False),
        sa.Column("every", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("source", "board", name=op.f("pk_boards")),
    )
    op.create_table(
        "mailboxes",
        sa.Column("mailbox", TEXT, nullable=False),
        sa.Column("validity", TEXT, nullable=False),
        sa.Column("uid", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", name=op.f("pk_mailboxes")),
    )
    _add_links()
    _add_besides()


def _add_to_runs() -> None:
    op.add_column("runs", sa.Column("advertised", sa.Integer(), nullable=True))
    op.add_column("runs", sa.Column("requests", sa.Integer(), server_default="0", nullable=False))
    for name, empty in (("filled", "{}"), ("drifted", "[]"), ("not_applied", "[]")):
        op.add_column("runs", sa.Column(name, sa.JSON(), server_default=empty, nullable=False))


def _add_links() -> None:
    op.create_table(
        "duplicate_keys",
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["posting"], ["postings.id"], name=op.f("fk_duplicate_keys_posting")
        ),
        sa.PrimaryKeyConstraint("posting", "key", name=op.f("pk_duplicate_keys")),
    )
    op.create_index(op.f("ix_duplicate_keys_key"), "duplicate_keys", ["key"], unique=False)
    op.create_table(
        "reposts",
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("earlier", TEXT, nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name=op.f("fk_reposts_posting")),
        sa.ForeignKeyConstraint(["earlier"], ["postings.id"], name=op.f("fk_reposts_earlier")),
        sa.PrimaryKeyConstraint("posting", name=op.f("pk_reposts")),
    )
    op.create_index(op.f("ix_reposts_earlier"), "reposts", ["earlier"], unique=False)


def _add_besides() -> None:
    op.create_table(
        "connections",
        sa.Column("company_key", TEXT, nullable=False),
        sa.Column("company", TEXT, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("company_key", name=op.f("pk_connections")),
    )
    op.create_table(
        "gatherings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=True),
        sa.Column("country", TEXT, nullable=True),
        sa.Column("starts", TEXT, nullable=True),
        sa.Column("ends", TEXT, nullable=True),
        sa.Column("deadline", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("seen_at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gatherings")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("at", TEXT, nullable=True),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
