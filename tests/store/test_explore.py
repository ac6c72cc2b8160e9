from __future__ import annotations

from contextlib import closing

import pytest

from tracker.store import errors, explore, file, write


def test_a_query_answers_with_columns_and_rows(path):
    result = explore.read_only_sql(
        path, "select 1 as one, 'two' as two union all select 3, 'four' order by 1"
    )
    assert result == explore.QueryResult(
        columns=("one", "two"), rows=((1, "two"), (3, "four")), truncated=False
    )


def test_more_rows_than_wanted_are_cut_off(path):
    query = "with recursive n(i) as (values (1) union all select i + 1 from n limit 10) select i from n"
    assert explore.read_only_sql(path, query, rows=10).truncated is False
    result = explore.read_only_sql(path, query, rows=3)
    assert (result.rows, result.truncated) == (((1,), (2,), (3,)), True)


@pytest.mark.parametrize(
    "query",
    [
        "delete from loan",
        "insert into score (bureau, scored_on, value) values ('b', '2026-01-01', 1)",
        "update loan set name = 'x' returning *",
        "create table x (y)",
        "create temp table x (y)",
        "drop table loan",
        "attach 'other.db' as other",
        "attach ':memory:' as other",
        "vacuum",
        "vacuum into 'copy.db'",
        "pragma user_version = 9",
        "pragma journal_mode = wal",
        "pragma query_only = off",
        "pragma writable_schema = on",
        "begin immediate",
        "savepoint x",
        "reindex",
        "analyze",
        "select load_extension('x')",
    ],
)
def test_whatever_is_not_reading_is_refused(path, query, monkeypatch):
    monkeypatch.chdir(path.parent)
    before = path.read_bytes()
    with pytest.raises(errors.QueryRefusedError):
        explore.read_only_sql(path, query)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["book.db"]


@pytest.mark.parametrize(
    "query",
    ["selct 1", "select * from laons", "select 1; select 2", "select '\0"],
)
def test_a_query_that_does_not_work_says_why(path, query):
    with pytest.raises(errors.QueryFailedError) as caught:
        explore.read_only_sql(path, query)
    assert caught.value.detail


def test_a_query_that_never_ends_is_stopped(path):
    query = "with recursive n(i) as (values (1) union all select i + 1 from n) select count(*) from n"
    with pytest.raises(errors.QueryTooLongError):
        explore.read_only_sql(path, query, seconds=0)


def test_the_shape_of_a_table_can_be_asked(path):
    result = explore.read_only_sql(path, "pragma table_info(loan)")
    assert "balance_minor" in [row[1] for row in result.rows]


def test_exploring_creates_no_file(tmp_path):
    with pytest.raises(errors.MissingFileError):
        explore.read_only_sql(tmp_path / "none.db", "select 1")
    assert list(tmp_path.iterdir()) == []


def test_stats_count_what_is_there(path, db, loan, at):
    with write.transaction(db, title="Add", at=at) as writer:
        writer.insert("loan", loan("a"))
        writer.insert("loan", loan("b"))
    with closing(file.connect_reading(path)) as conn:
        stats = explore.stats(conn)
    assert (stats.path, stats.bytes, stats.schema_version) == (
        str(path),
        path.stat().st_size,
        file.SCHEMA_VERSION,
    )
    counts = {table.name: table.rows for table in stats.tables}
    assert tuple(counts) == file.TABLES
    assert (counts["loan"], counts["change"], counts["action"], counts["payment"]) == (2, 2, 1, 0)
