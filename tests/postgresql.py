"""A database of its own on a PostgreSQL server for each test that wants one.

``UPSLOPE_TEST_POSTGRESQL`` is the URL of a server where databases may be made;
``.ci/with_postgresql`` starts one for a command. Without it those tests are skipped. With
``pytest --database postgresql`` every test has ``UPSLOPE_DATABASE_URL`` set to an empty database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import URL, create_engine, make_url

from upslope.store import Store

VARIABLE = "UPSLOPE_TEST_POSTGRESQL"


class Server:
    """Makes and drops databases whose names no other run of the tests has."""

    def __init__(self, url: str) -> None:
        self.url: URL = make_url(url)
        self._engine = create_engine(self.url, isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self._names = (f"upslope_test_{secrets.token_hex(4)}_{n}" for n in count())

    def do(self, statement: str) -> str | None:
        """Ask the server itself something; return the first value of the answer."""
        with self._engine.connect() as connection:
            answer = connection.exec_driver_sql(statement)
            return str(answer.scalar()) if answer.returns_rows else None

    def create(self, template: str = "template0", options: str = "") -> str:
        """Make a database and return its URL."""
        name = next(self._names)
        self.do(f"CREATE DATABASE {name} TEMPLATE {template} {options}")
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database, whoever uses it still."""
        self.do(f"DROP DATABASE {name_of(url)} WITH (FORCE)")

    def close(self) -> None:
        self._engine.dispose()


def name_of(url: str) -> str:
    """Name of the database in a URL."""
    return make_url(url).database or ""


def pytest_addoption(parser: pytest.Parser) -> None:
    choices = ["sqlite", "postgresql"]
    parser.addoption("--database", choices=choices, default="sqlite", help="what to store in")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what needs a server if there is none: marked, so that pytest says it once a file."""
    everything = config.getoption("--database") == "postgresql"
    in_file = pytest.mark.skip(reason="about the database in a file")
    missing = pytest.mark.skip(reason=f"no {VARIABLE}: not tested on PostgreSQL")
    for item in items:
        fixtures: list[str] = getattr(item, "fixturenames", [])
        asks = everything or "postgresql" in fixtures or "[postgresql" in item.name
        if everything and item.get_closest_marker("in_file"):
            item.add_marker(in_file)
        elif asks and not os.environ.get(VARIABLE):
            item.add_marker(missing)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The server to test on."""
    server = Server(os.environ[VARIABLE])
    yield server
    server.close()


@pytest.fixture(scope="session")
def migrated(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Name of a database that has the tables already: copying it is faster than migrating."""
    url = postgresql.create()
    Store(tmp_path_factory.mktemp("migrated") / "workspace", url).close()
    yield name_of(url)
    postgresql.drop(url)


@pytest.fixture
def postgresql_url(postgresql: Server, migrated: str) -> Iterator[str]:
    """URL of an empty database of this test's own."""
    url = postgresql.create(migrated)
    yield url
    postgresql.drop(url)
