"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("board", TEXT, nullable=False),
        sa.Column("started_at", TEXT, nullable=False),
        sa.Column("finished_at", TEXT, nullable=True),
        sa.Column("verdict", TEXT, nullable=True),
        sa.Column("reason", TEXT, server_default="", nullable=False),
        sa.Column("seen", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new", sa.Integer(), server_default="0", nullable=False),
        sa.Column("changed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("closed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("skipped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ingested", sa.Boolean(), nullable=False),
        sa.Column("owner", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_runs")),
        sa.UniqueConstraint("id", name=op.f("uq_runs_id")),
    )
    op.create_index(op.f("ix_runs_source_board"), "runs", ["source", "board"], unique=False)
    op.create_index(op.f("ix_runs_verdict"), "runs", ["verdict"], unique=False)
    op.create_table(
        "validators",
        sa.Column("url", TEXT, nullable=False),
        sa.Column("etag", TEXT, nullable=True),
        sa.Column("last_modified", TEXT, nullable=True),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_validators")),
    )
    op.create_table(
        "postings",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("board", TEXT, nullable=False),
        sa.Column("source_id", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("clean_title", TEXT, nullable=False),
        sa.Column("hiring_organization", TEXT, nullable=True),
        sa.Column("job_location", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("place_text", TEXT, nullable=False),
        sa.Column("job_location_type", TEXT, nullable=True),
        sa.Column("employment_type", TEXT, nullable=True),
        sa.Column("date_posted", TEXT, nullable=True),
        sa.Column("valid_through", TEXT, nullable=True),
        sa.Column("base_salary_currency", TEXT, nullable=True),
        sa.Column("base_salary_min_value", sa.Float(), nullable=True),
        sa.Column("base_salary_max_value", sa.Float(), nullable=True),
        sa.Column("base_salary_unit_text", TEXT, nullable=True),
        sa.Column("description", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("closed_at", TEXT, nullable=True),
        sa.Column("closed_why", TEXT, nullable=True),
        sa.Column("first_seen", TEXT, nullable=False),
        sa.Column("last_seen", TEXT, nullable=False),
        sa.Column("first_run", TEXT, nullable=False),
        sa.Column("last_run", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=True),
        sa.Column("row_hash", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["first_run"], ["runs.id"], name=op.f("fk_postings_first_run")),
        sa.ForeignKeyConstraint(["last_run"], ["runs.id"], name=op.f("fk_postings_last_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    op.create_index(op.f("ix_postings_fingerprint"), "postings", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_postings_source_board"), "postings", ["source", "board"], unique=False)
    op.create_table(
        "run_replies",
        sa.Column("run", TEXT, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_run_replies_run")),
        sa.PrimaryKeyConstraint("run", "place", name=op.f("pk_run_replies")),
    )
    op.create_table(
        "duplicate_links",
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("canonical", TEXT, nullable=True),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["canonical"], ["postings.id"], name=op.f("fk_duplicate_links_canonical")
        ),
        sa.ForeignKeyConstraint(
            ["posting"], ["postings.id"], name=op.f("fk_duplicate_links_posting")
        ),
        sa.PrimaryKeyConstraint("posting", name=op.f("pk_duplicate_links")),
    )
    op.create_index(
        op.f("ix_duplicate_links_canonical"), "duplicate_links", ["canonical"], unique=False
    )
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("run", TEXT, nullable=False),
        sa.Column("at", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("why", TEXT, server_default="", nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["posting"], ["postings.id"], name=op.f("fk_events_posting")),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name=op.f("fk_events_run")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_posting"), "events", ["posting"], unique=False)
    op.create_table(
        "posting_skills",
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("skill", TEXT, nullable=False),
        sa.Column("need", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["posting"], ["postings.id"], name=op.f("fk_posting_skills_posting")
        ),
        sa.PrimaryKeyConstraint("posting", "skill", name=op.f("pk_posting_skills")),
    )
    op.create_index(op.f("ix_posting_skills_skill"), "posting_skills", ["skill"], unique=False)
    op.create_table(
        "understandings",
        sa.Column("posting", TEXT, nullable=False),
        sa.Column("reader", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("seniority", TEXT, nullable=False),
        sa.Column("remote", TEXT, nullable=False),
        sa.Column("yearly_pay", sa.Float(), nullable=True),
        sa.Column("pay_currency", TEXT, nullable=True),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["posting"], ["postings.id"], name=op.f("fk_understandings_posting")
        ),
        sa.PrimaryKeyConstraint("posting", name=op.f("pk_understandings")),
    )
    op.create_index(op.f("ix_understandings_reader"), "understandings", ["reader"], unique=False)
