"""The tables. Only types that SQLite and PostgreSQL share; a change here needs a migration."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
)
from sqlalchemy import Text as AnyText

# Compared by code point, as SQLite does: a server would else sort by the rules of its language.
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# ``number`` gives the order of runs and events: clocks jump, it does not.
runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("verdict", Text),
    Column("reason", Text, nullable=False, server_default=""),
    Column("seen", Integer, nullable=False, server_default="0"),
    Column("new", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("closed", Integer, nullable=False, server_default="0"),
    Column("skipped", Integer, nullable=False, server_default="0"),
    Column("advertised", Integer),
    Column("requests", Integer, nullable=False, server_default="0"),
    Column("filled", JSON, nullable=False, server_default="{}"),  # field -> postings that had it
    Column("drifted", JSON, nullable=False, server_default="[]"),  # fields that used to be there
    Column("not_applied", JSON, nullable=False, server_default="[]"),  # filters of the search
    Column("ingested", Boolean, nullable=False, default=False),
    Column("owner", Text),  # whose lock file says whether the run still goes on
    Index(None, "source", "board"),
    Index(None, "verdict"),
)

run_replies = Table(
    "run_replies",
    metadata,
    Column("run", Text, ForeignKey("runs.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
)

validators = Table(
    "validators",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("digest", Text, nullable=False),
    Column("charset", Text),
)

# What a host asked of us, or what its failures cost it: kept, so that a restart forgets nothing.
hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("not_before", Float, nullable=False, server_default="0"),  # seconds since 1970
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
)

# Boards that the person added, and when each board is visited next.
boards = Table(
    "boards",
    metadata,
    Column("source", Text, primary_key=True),
    Column("board", Text, primary_key=True),
    Column("company", Text),
    Column("added_at", Text),  # NULL: not added, but named in config.toml or of the directory
    Column("next_visit", Float, nullable=False, server_default="0"),  # seconds since 1970
    Column("every", Float),  # seconds between two visits, as learned; NULL: not known yet
)

# How far a mailbox was read (RFC 3501: a UID means something under one UIDVALIDITY only).
mailboxes = Table(
    "mailboxes",
    metadata,
    Column("mailbox", Text, primary_key=True),
    Column("validity", Text, nullable=False),
    Column("uid", Integer, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("clean_title", Text, nullable=False),
    Column("hiring_organization", Text),
    Column("job_location", JSON, nullable=False),
    Column("places", JSON, nullable=False),
    Column("place_text", Text, nullable=False),  # what a place filter looks in, casefolded
    Column("job_location_type", Text),
    Column("employment_type", Text),
    Column("date_posted", Text),
    Column("valid_through", Text),
    Column("base_salary_currency", Text),
    Column("base_salary_min_value", Float),
    Column("base_salary_max_value", Float),
    Column("base_salary_unit_text", Text),
    Column("description", Text),
    Column("language", Text),
    Column("open", Boolean, nullable=False),
    Column("closed_at", Text),
    Column("closed_why", Text),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("first_run", Text, ForeignKey("runs.id"), nullable=False),
    Column("last_run", Text, ForeignKey("runs.id"), nullable=False),
    Column("fingerprint", Text),
    Column("row_hash", Text, nullable=False),  # of all that a run writes: equal, nothing to do
    # Which write last touched what search looks in; a derived index asks for all above its own.
    Column("revision", Integer, nullable=False, server_default="0"),
    Index(None, "source", "board"),
    Index(None, "fingerprint"),
    Index(None, "revision"),
)

understandings = Table(
    "understandings",
    metadata,
    Column("posting", Text, ForeignKey("postings.id"), primary_key=True),
    Column("reader", Text, nullable=False),  # version of the rules and models that read it
    Column("role", Text, nullable=False),
    Column("seniority", Text, nullable=False),
    Column("remote", Text, nullable=False),
    Column("yearly_pay", Float),
    Column("pay_currency", Text),
    Column("document", Text, nullable=False),  # the whole Understanding as JSON
    # What a skill filter looks in: casefolded, each between bars.
    Column("skill_text", Text, nullable=False, server_default="|"),
    Index(None, "reader"),
)

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("posting", Text, ForeignKey("postings.id"), nullable=False, index=True),
    Column("run", Text, ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("why", Text, nullable=False, server_default=""),
    Column("changes", JSON, nullable=False),
)

# ``canonical`` is the posting shown for its group; NULL: a person said it is no duplicate.
duplicate_links = Table(
    "duplicate_links",
    metadata,
    Column("posting", Text, ForeignKey("postings.id"), primary_key=True),
    Column("canonical", Text, ForeignKey("postings.id"), index=True),
    Column("why", Text, nullable=False),
    Column("probability", Float, nullable=False),
    Column("by", Text, nullable=False),
)

# Equal keys: perhaps the same opening, worth comparing.
duplicate_keys = Table(
    "duplicate_keys",
    metadata,
    Column("posting", Text, ForeignKey("postings.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Index(None, "key"),
)

# An opening that closed and came again under another id.
reposts = Table(
    "reposts",
    metadata,
    Column("posting", Text, ForeignKey("postings.id"), primary_key=True),
    Column("earlier", Text, ForeignKey("postings.id"), nullable=False, index=True),
    Column("probability", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# How many people the person knows at a company; who they are is not kept.
connections = Table(
    "connections",
    metadata,
    Column("company_key", Text, primary_key=True),
    Column("company", Text, nullable=False),
    Column("people", Integer, nullable=False),
)

# Conferences, deadlines, meetups. Times are ISO 8601 in UTC; ``document`` is the whole as JSON.
gatherings = Table(
    "gatherings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("place", Text),
    Column("country", Text),
    Column("starts", Text),
    Column("ends", Text),
    Column("deadline", Text),
    Column("url", Text),
    Column("document", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)

# What shows what the person can do; ``document`` is the whole as JSON.
evidence = Table(
    "evidence",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("at", Text),
    Column("document", Text, nullable=False),
    Column("origin", Text, nullable=False),
)

# Versions of models; their files lie in the folder ``models``, by digest. ``scores`` is JSON.
model_versions = Table(
    "model_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("model", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("rung", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("scores", Text, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("model", "digest"),
)

# Which version of a model answers; a model without a row is answered by the shipped one.
champions = Table(
    "champions",
    metadata,
    Column("model", Text, primary_key=True),
    Column("digest", Text, nullable=False),
)

# A log that only grows: a champion moved, or a challenger was kept out.
model_moves = Table(
    "model_moves",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("model", Text, nullable=False, index=True),
    Column("before", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("moved", Boolean, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# What models answered. ``posting`` may name one that is not stored; the rest is JSON.
predictions = Table(
    "predictions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("posting", Text, nullable=False, index=True),
    Column("at", Text, nullable=False, index=True),
    Column("versions", Text, nullable=False),
    Column("answers", Text, nullable=False),
)

# What the person says is true. A log that only grows: the latest of a field, or skill, holds.
corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("posting", Text, ForeignKey("postings.id"), nullable=False, index=True),
    Column("field", Text, nullable=False),
    Column("answered", Text, nullable=False),
    Column("truth", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("taken_back", Boolean, nullable=False),
)

# What the person wants: one row. ``document`` is JSON.
profile = Table(
    "profile",
    metadata,
    Column("key", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# What the person did with postings. ``learned`` is false once its effect was taken back.
choices = Table(
    "choices",
    metadata,
    Column("posting", Text, ForeignKey("postings.id"), primary_key=True),
    Column("choice", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("learned", Boolean, nullable=False),
)

# Repositories as they were read, and what they show. ``document`` is JSON.
repositories = Table(
    "repositories",
    metadata,
    Column("path", Text, primary_key=True),
    Column("read_at", Text, nullable=False),
    Column("document", Text, nullable=False),
)

# What repositories show, and what the person says of themself (``repository`` is empty then).
claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("repository", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("document", Text, nullable=False),
)

# What the person wrote of their applications. A log that only grows; ``document`` is JSON.
journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("application", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
)

# What mails seem to say of applications, until the person agrees or not. ``document`` is JSON.
suggestions = Table(
    "suggestions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("answer", Text),  # NULL: not answered yet
    Column("at", Text, nullable=False),
)

# Searches that the person keeps. ``document`` is JSON.
saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Of which openings a channel was told already. ``posting`` may name one that is not stored.
alerted = Table(
    "alerted",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("posting", Text, primary_key=True),
    Column("search", Text, nullable=False),
    Column("at", Text, nullable=False),
)
