"""What a skill filter looks in, beside what was understood in place of a table of its own."""

from __future__ import annotations

from itertools import groupby, islice

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the column, write into it the skills of each posting and drop their table."""
    op.add_column(
        "understandings", sa.Column("skill_text", TEXT, server_default="|", nullable=False)
    )
    connection = op.get_bind()
    asked = sa.text(
        "SELECT posting, skill FROM posting_skills WHERE need != 'negated' ORDER BY posting"
    )
    write = sa.text("UPDATE understandings SET skill_text = :names WHERE posting = :posting")
    rows = connection.execute(asked, execution_options={"yield_per": 5_000})
    lines = (
        {"posting": posting, "names": "|" + "".join(f"{skill.casefold()}|" for _, skill in group)}
        for posting, group in groupby(rows, key=lambda row: row.posting)
    )
    while some := list(islice(lines, 500)):
        connection.execute(write, some)
    op.drop_index(op.f("ix_posting_skills_skill"), table_name="posting_skills")
    op.drop_table("posting_skills")
