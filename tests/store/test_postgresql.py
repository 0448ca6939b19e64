"""What a server, the way to it and its other users can do to us: the same promises as a file's."""

from __future__ import annotations

import random
import string
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, event, make_url
from tests.postgresql import Server, name_of
from tests.store.made_up import contents, open_ids, posting, take, understanding
from tests.store.proxy import Proxy

from upslope.errors import DamagedError, StoreError, UpslopeError
from upslope.records import Reply, Run
from upslope.store import Store

RUN = Run(
    id="r", source="greenhouse", board="quillfeather", started_at="2026-01-01", verdict="complete"
)
ROWS = [posting(n) for n in range(700)]
READ = [understanding(one.id, "python") for one in ROWS]


@pytest.fixture
def url(postgresql_url: str) -> str:
    """All of this is about a server."""
    return postgresql_url


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    parsed = make_url(url)
    with Proxy(parsed.host or "", parsed.port or 0) as opened:
        yield opened


def through(proxy: Proxy, url: str) -> str:
    via = make_url(url).set(host="127.0.0.1", port=proxy.port)
    via = via.update_query_dict({"sslmode": "disable", "gssencmode": "disable"})
    return via.render_as_string(hide_password=False)


def end_connections(server: Server, url: str) -> None:
    server.do(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
        f" WHERE datname = '{name_of(url)}'"
    )


def own(store: Store, statement: str) -> None:
    with store.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_a_connection_lost_in_a_transaction_stores_nothing(
    store: Store, url: str, postgresql: Server
) -> None:
    take(store, [posting(1, title="before")])
    before = contents(store)
    statements = iter(range(10_000))

    @event.listens_for(store.database.engine, "after_cursor_execute")
    def end(*_: object) -> None:
        if next(statements) == 6:
            end_connections(postgresql, url)

    with pytest.raises(StoreError, match=r"connection.*lost.*kept.*same command again"):
        store.postings.ingest(RUN, ROWS, READ)
    assert next(statements) > 6
    assert contents(store) == before
    assert store.postings.ingest(RUN, ROWS, READ).new == 699  # on a new connection, unasked


def test_a_connection_lost_between_commands_is_not_noticed(
    store: Store, url: str, postgresql: Server
) -> None:
    take(store, [posting(1)])
    end_connections(postgresql, url)
    assert open_ids(store) == ["gh-1"]
    end_connections(postgresql, url)
    assert take(store, [posting(2)]).new == 1


def test_a_reader_whose_connection_is_lost_says_so(
    store: Store, url: str, postgresql: Server
) -> None:
    take(store, ROWS)
    stream = store.postings.all()
    next(stream)
    end_connections(postgresql, url)
    with pytest.raises(StoreError, match=r"connection.*lost"):
        list(stream)


@pytest.mark.parametrize("arrives", [True, False])
def test_a_commit_without_an_answer_is_asked_again(
    folder: Path, url: str, proxy: Proxy, arrives: bool
) -> None:
    with Store(folder, through(proxy, url)) as store:
        proxy.break_at(b"COMMIT\0", pass_on=arrives)
        with pytest.raises(StoreError, match=r"connection.*lost.*not stored twice"):
            store.postings.ingest(RUN, ROWS, READ)
        assert proxy.broken
        with Store(folder, url) as direct:
            own(direct, "SELECT 1")  # waits until the server has done with the broken connection
            assert len(open_ids(direct)) == (700 if arrives else 0)
            before = contents(direct)
        again = store.postings.ingest(RUN, ROWS, READ)
        assert (again.new, again.verdict) == (700, "complete")
        assert (contents(store) == before) is arrives
        before = contents(store)
        assert store.postings.ingest(RUN, ROWS, READ) == again
        assert contents(store) == before


def test_a_silent_server_is_given_up(folder: Path, url: str, proxy: Proxy) -> None:
    proxy.mute()
    silent = make_url(through(proxy, url)).update_query_dict({"connect_timeout": "2"})
    with pytest.raises(StoreError, match=r"could not be opened.*timeout"):
        Store(folder, silent.render_as_string(hide_password=False))


def test_a_deadlock_is_an_error_that_stores_nothing(
    store: Store, url: str, postgresql: Server
) -> None:
    """With a program that is not Upslope; ours take turns."""
    take(store, [posting(1), posting(2)])
    before = contents(store)
    update = "UPDATE postings SET title = title WHERE id = 'gh-{}'"
    waiting = (
        "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
        f" WHERE NOT granted AND datname = '{name_of(url)}'"
    )
    other = create_engine(store.database.engine.url)
    with other.begin() as connection:
        connection.exec_driver_sql("SET LOCAL deadlock_timeout = '1h'")  # so that we are the victim
        connection.exec_driver_sql(update.format(2))
        crossing = threading.Thread(target=connection.exec_driver_sql, args=[update.format(1)])
        with (
            pytest.raises(StoreError, match=r"same rows.*kept.*again"),
            store.database.write() as ours,
        ):
            ours.exec_driver_sql("UPDATE postings SET title = 'half' WHERE id = 'gh-1'")
            crossing.start()
            while postgresql.do(waiting) == "0":
                time.sleep(0.01)
            ours.exec_driver_sql(update.format(2))
        crossing.join()
    other.dispose()
    assert contents(store) == before


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("40001", "same rows"),
        ("40P01", "same rows"),
        ("42501", "may not do this"),
        ("53100", "disk of the database's server is full"),
        ("53300", "no room"),
        ("54000", "longer than"),
        ("57014", "longer than it allows"),
        ("58030", "could not use its disk"),
    ],
)
def test_what_a_server_says_is_explained_and_nothing_is_stored(
    store: Store, state: str, says: str
) -> None:
    raised = f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"
    with (
        pytest.raises(StoreError, match=rf"{says}.*kept.*\w+\.$"),
        store.database.write() as connection,
    ):
        connection.exec_driver_sql("DELETE FROM alembic_version")
        connection.exec_driver_sql(raised)
    with store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar() == 1


def test_mistakes_of_our_own_are_not_explained_away(store: Store) -> None:
    with pytest.raises(Exception, match="no_such_column"), store.database.read() as connection:
        connection.exec_driver_sql("SELECT no_such_column FROM postings")


def test_a_statement_that_takes_too_long_says_so(
    folder: Path, url: str, postgresql: Server
) -> None:
    postgresql.do(f"ALTER DATABASE {name_of(url)} SET statement_timeout = '200ms'")
    with (
        Store(folder, url) as store,
        pytest.raises(StoreError, match=r"longer than it allows.*statement_timeout"),
    ):
        own(store, "SELECT pg_sleep(5)")


@pytest.mark.parametrize(
    ("part", "wrong", "says"),
    [
        ("port", 1, "refused"),
        ("host", "nowhere.invalid", "could not be opened"),
        ("username", "nobody", "could not be opened"),
        ("database", "nosuch", "nosuch"),
        ("password", "hunter2", "authentication"),
    ],
)
def test_a_server_that_cannot_be_used_is_named_without_the_password(
    folder: Path, url: str, part: str, wrong: Any, says: str
) -> None:
    changed = make_url(url).set(**{part: wrong})
    with pytest.raises(StoreError, match=rf"{says}.*Check database_url") as caught:
        Store(folder, changed.render_as_string(hide_password=False))
    assert changed.password
    assert str(changed.password) not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://ada:hunter2@localhost:port/jobs", "is not the URL"),
        ("postgresql:/ada:hunter2@localhost/jobs", "is not the URL"),
        ("postgres://ada:hunter2@localhost/jobs", "postgresql://"),
        ("mysql://ada:hunter2@localhost/jobs", "is not the URL"),
        ("postgresql://ada:hunt@er2@localhost/jobs", "%40"),
        ("postgresql://ada:hunter2@localhost:1/jobs?sslmod=require", "sslmod"),
    ],
)
def test_a_mistaken_url_is_told_without_the_password(folder: Path, url: str, says: str) -> None:
    with pytest.raises(UpslopeError, match=says) as caught:
        Store(folder, url)
    assert "er2" not in "".join(traceback.format_exception(caught.value))


@pytest.fixture
def guest(url: str, postgresql: Server) -> Iterator[str]:
    """URL for a user who may read what is there, and nothing else."""
    name = name_of(url).replace("test", "guest")
    postgresql.do(f"CREATE ROLE {name} LOGIN PASSWORD 'guest'")
    owner = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with owner.begin() as connection:
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
    as_guest = make_url(url).set(username=name, password="guest")
    yield as_guest.render_as_string(hide_password=False)
    with owner.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    owner.dispose()


def test_who_may_only_read_is_told_so(folder: Path, store: Store, guest: str) -> None:
    take(store, [posting(1)])
    with Store(folder, guest) as reader:
        assert open_ids(reader) == ["gh-1"]
        reader.check()
        with pytest.raises(StoreError, match=r"may not do this.*create and write"):
            reader.postings.ingest(RUN, ROWS, READ)
    assert open_ids(store) == ["gh-1"]


def test_who_may_not_make_tables_is_told_so(folder: Path, guest: str, postgresql: Server) -> None:
    empty = postgresql.create()
    url = make_url(guest).set(database=name_of(empty)).render_as_string(hide_password=False)
    with pytest.raises(StoreError, match="may not do this"):
        Store(folder, url)
    postgresql.drop(empty)


def test_a_database_that_may_only_be_read_says_so(
    folder: Path, store: Store, url: str, postgresql: Server
) -> None:
    take(store, [posting(1)])
    postgresql.do(f"ALTER DATABASE {name_of(url)} SET default_transaction_read_only = on")
    with Store(folder, url) as standby:
        assert open_ids(standby) == ["gh-1"]
        with pytest.raises(StoreError, match="may only be read"):
            standby.runs.start("greenhouse", "quillfeather")


def test_a_server_that_is_stricter_by_default_loses_no_write(
    folder: Path, url: str, postgresql: Server
) -> None:
    """With one view for a whole transaction, a writer who waited would not see what came before."""
    change = f"ALTER DATABASE {name_of(url)} SET default_transaction_isolation = 'serializable'"
    postgresql.do(change)

    def write(name: str) -> None:
        with Store(folder, url) as store:
            for n in range(10):
                take(store, [posting(f"{name}-{n}")], "partial")

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store(folder, url) as store:
        assert len(open_ids(store)) == 30


def test_a_newer_schema_is_refused_untouched(folder: Path, url: str) -> None:
    with Store(folder, url) as store:
        take(store, [posting(1)])
        own(store, "UPDATE alembic_version SET version_num = '9999'")
        before = contents(store)
        with pytest.raises(StoreError, match=r"newer Upslope.*[Uu]pgrade"):
            Store(folder, url)
        assert contents(store) == before


def test_the_tables_of_another_program_are_refused(folder: Path, postgresql: Server) -> None:
    url = postgresql.create()
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    engine.dispose()
    with pytest.raises(StoreError, match="not Upslope's"):
        Store(folder, url)
    postgresql.drop(url)


def test_text_is_sorted_by_code_point_whatever_the_server_speaks(store: Store) -> None:
    with store.database.read() as connection:
        texts = connection.exec_driver_sql(
            "SELECT table_name, column_name, collation_name FROM information_schema.columns"
            " WHERE data_type = 'text' AND table_schema = 'public'"
        ).all()
    assert {row.table_name for row in texts} >= {"postings", "runs", "understandings"}
    assert [row for row in texts if row.collation_name != "C"] == []


def test_a_damaged_page_is_found(folder: Path, store: Store, url: str, postgresql: Server) -> None:
    take(store, [posting(n, description="word " * 500) for n in range(50)])
    store.check()
    store.close()
    postgresql.do("CHECKPOINT")
    where = "current_setting('data_directory') || '/' || pg_relation_filepath('postings')"
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        file = connection.exec_driver_sql(f"SELECT {where}").scalar()
        connection.exec_driver_sql(
            f"COPY (SELECT repeat('!', 64)) TO PROGRAM 'dd conv=notrunc of={file} status=none'"
        )
    engine.dispose()
    damaged = postgresql.create(name_of(url), "STRATEGY = FILE_COPY")  # not what is in memory
    with (
        Store(folder, damaged) as opened,
        pytest.raises(DamagedError, match=r"damaged.*pg_restore"),
    ):
        opened.check()
    postgresql.drop(damaged)


def test_a_text_too_long_for_an_index_is_an_error(store: Store) -> None:
    chance = random.Random(7)
    long = "https://jobs.example/" + "".join(chance.choices(string.ascii_letters, k=9000))
    with pytest.raises(StoreError, match=r"longer than.*kept"):
        store.replies.remember(Reply(url=long, body=b"", etag="1"))
