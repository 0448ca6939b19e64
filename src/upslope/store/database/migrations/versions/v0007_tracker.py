"""Applications as a journal, what mails suggest, saved searches, and what was told of."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add four tables, and begin an application for each posting that was saved or applied to."""
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("application", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal")),
        sa.UniqueConstraint("id", name=op.f("uq_journal_id")),
    )
    op.create_index(op.f("ix_journal_application"), "journal", ["application"], unique=False)
    op.create_table(
        "suggestions",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("answer", TEXT, nullable=True),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestions")),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_table(
        "alerted",
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("search", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("channel", "posting", name=op.f("pk_alerted")),
    )
    lines = [line for row in _chosen() for line in _lines(dict(row))]
    if lines:
        columns: list[sa.ColumnClause[str]] = [sa.column(name) for name in lines[0]]
        op.bulk_insert(sa.table("journal", *columns), lines)


def _chosen() -> list[Any]:
    """Return what was saved or applied to, oldest first, with what its posting says of itself."""
    asked = sa.text(
        "SELECT c.posting, c.choice, c.at, p.title, p.hiring_organization, p.url "
        "FROM choices AS c JOIN postings AS p ON p.id = c.posting "
        "WHERE c.choice IN ('saved', 'applied') ORDER BY c.posting, c.choice DESC"
    )
    return list(op.get_bind().execute(asked).mappings())


def _lines(row: dict[str, Any]) -> list[dict[str, str]]:
    """Write a choice as the tracker writes it; the second of a posting says the same of it."""
    application = hashlib.sha256(f"posting\0{row['posting']}".encode()).hexdigest()[:16]
    url = row["url"] or ""
    about = {
        "posting": row["posting"],
        "company": " ".join((row["hiring_organization"] or "").split())[:300],
        "title": " ".join(row["title"].split())[:300],
        "url": url if url.startswith(("https://", "http://")) and len(url) <= 2_000 else "",
        "day": row["at"][:10],
    }
    step = {"status": row["choice"], "day": row["at"][:10]}
    return [
        {
            "id": f"{application}.{name}",
            "application": application,
            "kind": kind,
            "document": json.dumps(data, ensure_ascii=False),
            "at": row["at"],
            "by": "person",
        }
        for kind, name, data in (
            ("tracked", f"tracked.{row['choice']}", about),
            ("status", row["choice"], step),
        )
    ]
