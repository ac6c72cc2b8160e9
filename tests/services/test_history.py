"""Undo and redo of every kind of change: the book is what it was, kept sums included."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from lived import facts, live, lives, step

from tracker.services.history import list_actions, redo, undo
from tracker.store.derived import differences

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@many
@given(before=lives, act=step)
def test_undo_brings_back_and_redo_does_again(fresh, before, act):
    with fresh() as book:
        live(book, before)
        was, done_before = facts(book), len(list_actions(book, 1000))
        assert differences(book.conn) == []
        live(book, [act])
        now, done = facts(book), len(list_actions(book, 1000)) - done_before
        assert differences(book.conn) == []
        if not done:
            assert now == was
            return
        assert [bool(each) for each in undo(book, done)] == [True] * done
        assert facts(book) == was
        assert differences(book.conn) == []
        redo(book, done)
        assert facts(book) == now
        assert differences(book.conn) == []


@many
@given(steps=lives)
def test_all_of_it_can_be_taken_back_and_done_again(fresh, steps):
    with fresh() as book:
        nothing = facts(book)
        live(book, steps)
        now, done = facts(book), len(list_actions(book, 1000))
        while undo(book):
            assert differences(book.conn) == []
        assert facts(book) == nothing
        redo(book, done)
        assert facts(book) == now
        assert differences(book.conn) == []
