"""The queries between the steps, in the words of SQL that DuckDB and Spark share.

Texts are moved only where postings are compared or joined; all else works on narrow tables.
"""

# ruff: noqa: S608  (nothing but the constants of this module is put into a query)

from __future__ import annotations

from collections.abc import Sequence

from upslope.batch.columns import OPENING, RESULT
from upslope.batch.steps.rows import CONTENT

TWINS = 10
"""So many equal adverts are compared one by one; of more, one stands in for all."""

CAP = 200
"""A bucket of so many postings is compared whole."""

WINDOW = 20
"""In a larger one each is compared with so many next to it, in the order of place and title: more
than ``TWINS``, so that equal ones hide nothing."""

LARGEST = 200
"""Postings that lead to one another are made into openings together, so many at most."""

LONGEST = 200_000
"""Signs of a text that are looked at: none of ``CAP`` texts may fill a worker's memory."""

STOOD = f"""
WITH copied AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY id, digest ORDER BY twin, standing, sorting) AS copy,
    count(*) OVER (PARTITION BY id, digest) AS copies,
    min(digest) OVER (PARTITION BY id) AS smallest
  FROM signs
), named AS (
  SELECT *, CASE WHEN digest = smallest THEN id ELSE other_id END AS name
  FROM copied WHERE copy = 1
), counted AS (
  SELECT
    *,
    min(name) OVER (PARTITION BY coalesce(twin, name)) AS least,
    count(*) OVER (PARTITION BY coalesce(twin, name)) AS members
  FROM named
)
SELECT
  name, id, digest, copies, standing, sorting, keys,
  CASE WHEN members > {TWINS} THEN least ELSE name END AS stand_in
FROM counted
"""
"""Each posting once, under an id of its own: another that came with the same id gets another.

With it, who stands in for it in what follows: itself, but for many equal ones. A posting without
twins is counted by its name, which none has: on a cluster, rows with no value to count by would all
come to one worker.
"""

FACES = """
SELECT stand_in AS name, min(concat(standing, ' ', name)) AS face, count(*) AS members
FROM stood GROUP BY stand_in
"""

BLOCKS = f"""
WITH sizes AS (
  SELECT bucket, count(*) AS postings FROM keys
  GROUP BY bucket HAVING count(*) > 1 AND min(CASE WHEN whole THEN 1 ELSE 0 END) = 0
), ordered AS (
  SELECT
    keys.bucket, name, whole,
    row_number() OVER (PARTITION BY keys.bucket ORDER BY sorting, name) - 1 AS place
  FROM keys JOIN sizes ON keys.bucket = sizes.bucket WHERE postings > {CAP}
)
SELECT keys.bucket, name, whole, false AS crowded, 0 AS place, 0 AS block
FROM keys JOIN sizes ON keys.bucket = sizes.bucket WHERE postings <= {CAP}
UNION ALL
SELECT bucket, name, whole, true AS crowded, place, place - place % {WINDOW} AS block FROM ordered
"""
"""Buckets cut into blocks: a small one is one block, of a large one neighbours make one."""

PAIRS = f"""
WITH met AS (
  SELECT
    a.name AS one, b.name AS other, concat(a.bucket, '.', CAST(a.block AS STRING)) AS block
  FROM blocks a JOIN blocks b ON a.bucket = b.bucket AND a.block = b.block
  WHERE a.name < b.name AND NOT (a.whole AND b.whole)
  UNION ALL
  SELECT
    least(a.name, b.name) AS one, greatest(a.name, b.name) AS other,
    concat(a.bucket, '.', CAST(a.block AS STRING)) AS block
  FROM blocks a JOIN blocks b ON a.bucket = b.bucket AND a.block + {WINDOW} = b.block
  WHERE b.place - a.place <= {WINDOW} AND NOT (a.whole AND b.whole)
  UNION ALL
  SELECT name AS one, name AS other, name AS block FROM faces WHERE members > 1
)
SELECT one, other, min(block) AS block FROM met GROUP BY one, other
"""
"""Pairs worth comparing, each in one block; one that stands in for equals is compared with itself,
which says how sure it is that they are one."""


def _texts(names: Sequence[str], needed: str) -> str:
    """Return columns of postings as they were read, once of each, by name.

    Args:
        names: columns of ``read``.
        needed: a table of the names that are asked for.
    """
    columns = ", ".join(f"read.{name}" for name in names)
    found = f"""
  FROM read JOIN stood ON read.id = stood.id AND read.digest = stood.digest
  JOIN {needed} ON stood.name = {needed}.name
  WHERE read.reason IS NULL AND stood.copies"""
    return f"""
  SELECT stood.name, {columns} {found} = 1
  UNION ALL
  SELECT name, {", ".join(names)} FROM (
    SELECT
      stood.name, {columns},
      row_number() OVER (PARTITION BY stood.name ORDER BY read.file) AS copy {found} > 1
  ) AS repeated WHERE copy = 1"""


_CONTENT = ", ".join(
    f"substr(description, 1, {LONGEST}) AS description" if name == "description" else name
    for name in CONTENT
)

COMPARED = f"""
WITH listed AS (
  SELECT block, one AS name, array_agg(other) AS others FROM pairs GROUP BY block, one
), members AS (
  SELECT block, one AS name FROM pairs UNION SELECT block, other AS name FROM pairs
), needed AS (
  SELECT DISTINCT name FROM members
), texts AS ({_texts(CONTENT, "needed")}
)
SELECT members.block, members.name, others, {_CONTENT}
FROM members
LEFT JOIN listed ON members.block = listed.block AND members.name = listed.name
JOIN texts ON members.name = texts.name
"""
"""The postings of each block, each with those of it that it is to be compared with."""

EDGES = "SELECT one, other FROM decided WHERE one <> other"

OPEN = """
SELECT 'open' AS what, count(*) AS number FROM (
  SELECT other FROM stars WHERE other IN (SELECT one FROM stars)
  UNION ALL SELECT other FROM stars GROUP BY other HAVING count(*) > 1
) AS left_over
"""
"""How many postings are not yet the leaf of one star, or its middle."""

STARS = """
WITH ways AS (
  SELECT one AS name, other AS next FROM stars UNION ALL SELECT other, one FROM stars
), middles AS (
  SELECT name, least(name, min(next)) AS middle FROM ways GROUP BY name
), large AS (
  SELECT DISTINCT middle AS one, next AS other
  FROM ways JOIN middles ON ways.name = middles.name WHERE next > ways.name
), least_of AS (
  SELECT other AS name, min(one) AS middle FROM large GROUP BY other
)
SELECT one, other FROM (
  SELECT middle AS one, one AS other
  FROM large JOIN least_of ON large.other = least_of.name WHERE one > middle
  UNION SELECT middle AS one, name AS other FROM least_of
) AS small
"""
"""One round of connected components: large star, then small star (Kiveris et al. 2014)."""

PARTS = f"""
WITH members AS (
  SELECT one AS name FROM decided UNION SELECT other AS name FROM decided
), rooted AS (
  SELECT members.name, coalesce(stars.one, members.name) AS component
  FROM members LEFT JOIN stars ON members.name = stars.other
), sizes AS (
  SELECT component, count(*) AS postings FROM rooted GROUP BY component
), ordered AS (
  SELECT
    rooted.name, rooted.component,
    row_number() OVER (PARTITION BY rooted.component ORDER BY sorting, rooted.name) - 1 AS place
  FROM rooted JOIN sizes ON rooted.component = sizes.component
  JOIN stood ON rooted.name = stood.name
  WHERE postings > {LARGEST}
)
SELECT name, rooted.component AS part, false AS parted
FROM rooted JOIN sizes ON rooted.component = sizes.component WHERE postings <= {LARGEST}
UNION ALL
SELECT
  name, concat(component, '.', CAST(place - place % {LARGEST} AS STRING)) AS part, true AS parted
FROM ordered
"""
"""Who is made into openings together: a component, or neighbours of a large one."""

MEMBERS = f"""
WITH inside AS (
  SELECT parts.part, decided.one, decided.other, decided.said
  FROM decided JOIN parts ON decided.one = parts.name JOIN parts AS theirs
    ON decided.other = theirs.name AND parts.part = theirs.part
), listed AS (
  SELECT one AS name, array_agg(said) AS said FROM inside GROUP BY one
), sizes AS (
  SELECT part, count(*) AS postings FROM parts GROUP BY part
), known AS (
  SELECT part, sum(CASE WHEN one <> other THEN 1 ELSE 0 END) AS pairs FROM inside GROUP BY part
), whole AS (
  SELECT sizes.part, coalesce(pairs, 0) * 2 = postings * (postings - 1) AS complete
  FROM sizes LEFT JOIN known ON sizes.part = known.part
), needed AS (
  SELECT name FROM parts JOIN whole ON parts.part = whole.part WHERE NOT complete
), texts AS ({_texts(CONTENT, "needed")}
)
SELECT
  parts.part, parts.name, face, said, complete, {_CONTENT}
FROM parts
JOIN whole ON parts.part = whole.part
JOIN faces ON parts.name = faces.name
LEFT JOIN listed ON parts.name = listed.name
LEFT JOIN texts ON parts.name = texts.name
"""
"""The postings of each part with their pairs, and with their texts where some may be apart."""

OPENINGS = """
SELECT
  stood.name,
  coalesce(opening, stood.name) AS opening,
  CASE WHEN opening <> stood.name THEN probability END AS opening_probability,
  CASE WHEN opening <> stood.name THEN why END AS opening_why
FROM stood LEFT JOIN joined ON stood.stand_in = joined.name
"""

_OWN = [name for name in RESULT.names if name != "id" and name not in OPENING.names]

WRITTEN = f"""
WITH texts AS ({_texts(_OWN, "openings")}
), named AS (
  SELECT name AS id, * FROM texts JOIN openings USING (name)
)
SELECT {", ".join(RESULT.names)} FROM named
"""
"""The result: every posting with its opening."""
