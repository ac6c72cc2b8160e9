"""Alerts: each step of each due said once, whatever days were missed, whoever else runs, whatever dies."""

from __future__ import annotations

import errno
import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lived import TODAY, add, clock, pay

from tracker.domain.alert.rules import SHIPPED
from tracker.domain.loan.facts import CustomInstalment, PaymentState
from tracker.services.alert import AlertRunBusyError, alerts_stale, list_sent, preview, run_alerts
from tracker.services.book import open_book
from tracker.services.loan.change import change_terms, set_schedule
from tracker.services.payment import set_payment_state
from tracker.store.alert import read_watch
from tracker.store.derived import differences
from tracker.store.errors import FullDiskError, ReadOnlyFileError
from tracker.store.gate import nothing_to_say

RULES = {rule.name: rule for rule in SHIPPED}


def step_on(due_on, today):
    """The step of a due that applies on a day, by name."""
    rule = RULES["overdue" if today > due_on else "due"]
    days = rule.ladder.step_on(due_on, today)
    return None if days is None else rule.step_name(days)


several = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def run_on(book, today, **options):
    book.today = today
    return run_alerts(book, **options)


@several
@given(gaps=st.lists(st.integers(-3, 60), min_size=1, max_size=12))
def test_every_step_is_said_once_or_passed_over(fresh, gaps):
    with fresh() as book:
        add(book, "Jiebei", periods="6", due_day="31")
        card = {"rate": "", "periods": "", "limit": "20000", "statement_day": "6", "due_day": "24"}
        add(book, "Card", **card)
        dues = {(row[0], row[1]) for row in book.conn.execute("select loan_id, due_on from due")}
        said: dict[tuple[int, str], list[str]] = {}
        today = TODAY
        farthest = today
        for gap in gaps:
            today += timedelta(days=gap)
            new = [each.key.split(":") for each in run_on(book, today).alerts]
            if today < farthest:
                assert not new, "a clock set back says nothing again"
            farthest = max(farthest, today)
            for loan_id, due_on, _kind, step in new:
                assert step == step_on(date.fromisoformat(due_on), today)
                said.setdefault((int(loan_id), due_on), []).append(step)
            assert run_on(book, today).alerts == ()
            assert nothing_to_say(book.path, today.isoformat())
            assert differences(book.conn) == []
            # Whatever has a step by the farthest day was said at that step.
            for loan_id, due_on in dues:
                due = step_on(date.fromisoformat(due_on), farthest)
                assert (said.get((loan_id, due_on)) or [None])[-1] == due
        assert all(len(steps) == len(set(steps)) for steps in said.values())


def test_five_skipped_days_are_one_run(book):
    add(book, "Jiebei", due_day="28")
    assert [each.key.rsplit(":", 1)[1] for each in run_on(book, date(2026, 11, 22)).alerts] == ["7"]
    found = run_on(book, date(2026, 11, 27)).alerts
    assert [each.key.rsplit(":", 1)[1] for each in found] == ["1"]
    assert run_on(book, date(2026, 11, 27)).alerts == ()
    steps = {row.step for row in list_sent(book)}
    assert steps == {"7", "1"}


def test_a_long_absence_is_one_line_a_due(book):
    add(book, "Jiebei", due_day="28")
    found = run_on(book, TODAY + timedelta(days=97)).alerts
    assert len(found) == len({each.due_on for each in found}) == 4
    assert {each.severity for each in found} == {"overdue", "attention"}


def test_a_clock_that_ran_far_ahead_silences_nothing_once_it_is_right(book):
    add(book, "Jiebei", due_day="28")
    assert run_on(book, TODAY + timedelta(days=400)).alerts
    assert nothing_to_say(book.path, "2026-11-22") is None
    assert [each.key.rsplit(":", 1)[1] for each in run_on(book, date(2026, 11, 22)).alerts] == ["7"]
    assert run_on(book, date(2026, 11, 22)).alerts == ()
    assert nothing_to_say(book.path, "2026-11-22") is True
    late = [each.key.rsplit(":", 1)[1] for each in run_on(book, date(2026, 11, 29)).alerts]
    assert late == ["overdue+1"]


def test_a_run_that_dies_before_confirming_says_it_again(book):
    loan = add(book, "Jiebei", due_day="28")

    class Killed(BaseException):
        pass

    def die(_run):
        raise Killed

    with pytest.raises(Killed):
        run_on(book, date(2026, 11, 25), say=die)
    assert list_sent(book)[0].state == "claimed"
    # Also after a write, which computes the next day to speak anew.
    pay(book, loan, 100, date(2026, 11, 25))
    assert nothing_to_say(book.path, "2026-11-25") is False
    assert len(run_on(book, date(2026, 11, 25)).alerts) == 1
    assert run_on(book, date(2026, 11, 25)).alerts == ()


def test_two_runs_at_once_say_nothing_twice(path, book):
    for number in range(5):
        add(book, f"Loan {number}", due_day="24")
    book.close()
    program = (
        "import sys\n"
        "from datetime import date, datetime, UTC\n"
        "from pathlib import Path\n"
        "from tracker.services.alert import run_alerts, AlertRunBusyError\n"
        "from tracker.services.book import open_book\n"
        "with open_book(Path(sys.argv[1]), today=date(2026, 11, 23),\n"
        "               clock=lambda: datetime(2026, 11, 23, tzinfo=UTC)) as book:\n"
        "    try:\n"
        "        for each in run_alerts(book).alerts: print(each.key)\n"
        "    except AlertRunBusyError:\n"
        "        pass\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = [line for run in runs for line in run.communicate()[0].split()]
    assert all(run.returncode == 0 for run in runs)
    assert len(said) == len(set(said)) == 5


def test_a_second_run_does_not_wait(book):
    add(book, "Jiebei", due_day="24")

    def again(_run):
        with (
            open_book(book.path, today=book.today, clock=clock(book.today)) as other,
            pytest.raises(AlertRunBusyError),
        ):
            run_alerts(other)

    assert run_on(book, date(2026, 11, 23), say=again).sent == 1


@pytest.mark.parametrize(
    ("number", "named"), [(errno.EROFS, ReadOnlyFileError), (errno.ENOSPC, FullDiskError)]
)
def test_a_lock_that_cannot_be_made_is_told_as_what_is_wrong_with_the_file(book, monkeypatch, number, named):
    def refuse(*_args, **_named):
        raise OSError(number, "x")

    monkeypatch.setattr("tracker.services.alert.os.open", refuse)
    with pytest.raises(named):
        run_on(book, TODAY)


def test_messages_are_private_unless_asked(book):
    add(book, "Jiebei", due_day="24", lender="MYbank")
    (quiet,) = preview(book).alerts
    assert "Jiebei" not in quiet.message
    assert "MYbank" not in quiet.message
    assert not any(mark in quiet.message for mark in ("CNY", "¥", "905"))
    assert "2026-11-24" in quiet.message
    (plain,) = run_alerts(book, details=True).alerts
    assert "Jiebei" in plain.message
    run_on(book, date(2026, 11, 25))
    assert "Jiebei" not in list_sent(book)[0].message


def test_what_is_paid_is_not_announced_and_comes_back_with_a_reversal(book):
    loan = add(book, "Jiebei", due_day="24")
    (open_minor,) = book.conn.execute("select open_minor from due order by due_on").fetchone()
    paid = pay(book, loan, open_minor)
    assert run_on(book, date(2026, 11, 23)).alerts == ()
    set_payment_state(book, paid, PaymentState.REVERSED)
    assert len(run_on(book, date(2026, 11, 23)).alerts) == 1


def test_a_write_makes_the_next_run_look_again_and_say_nothing_twice(book):
    loan = add(book, "Jiebei", due_day="24")
    run_on(book, date(2026, 11, 23))
    assert read_watch(book.conn) == "2026-11-24"
    pay(book, loan, 1)
    assert nothing_to_say(book.path, "2026-11-23") is False
    change_terms(book, loan.id, {"grace_days": "5"})
    assert run_on(book, date(2026, 11, 23)).alerts == ()
    assert nothing_to_say(book.path, "2026-11-23") is True
    assert read_watch(book.conn) == "2026-11-24"


def test_becoming_the_final_instalment_is_no_new_due(book):
    loan = add(book, "Jiebei", balance="3000", periods="3", due_day="24")
    said = {each.due_on for each in run_on(book, date(2026, 12, 23)).alerts}
    assert said == {"2026-11-24", "2026-12-24"}
    rows = tuple(
        CustomInstalment(number=number, due_on=due_on, principal_minor=150_000)
        for number, due_on in enumerate((date(2026, 11, 24), date(2026, 12, 24)), 1)
    )
    assert set_schedule(book, loan, rows)[0]
    assert dict(book.conn.execute("select due_on, kind from due"))["2026-12-24"] == "final"
    assert run_on(book, date(2026, 12, 23)).alerts == ()


def test_a_trial_and_a_missing_book_write_nothing(path, opened, tmp_path):
    with opened() as book:
        add(book, "Jiebei", due_day="24")
    bytes_before = path.read_bytes()
    with opened(dry_run=True) as book:
        assert len(run_on(book, date(2026, 11, 23)).alerts) == 1
    assert path.read_bytes() == bytes_before
    gone = tmp_path / "none" / "book.db"
    with open_book(gone, today=TODAY, clock=clock(TODAY), may_create=True) as book:
        assert run_alerts(book).alerts == ()
    assert not gone.parent.exists()


def test_runs_that_stopped_are_noticed(book):
    assert not alerts_stale(book), "alerts that never ran were never wanted"
    run_on(book, TODAY)
    assert not alerts_stale(book)
    book.clock = clock(TODAY + timedelta(days=2))
    assert alerts_stale(book)


@several
@given(days=st.lists(st.tuples(st.integers(-2, 40), st.booleans(), st.booleans()), min_size=1, max_size=10))
def test_each_fact_and_step_goes_through_each_channel_exactly_once_whatever_fails(fresh, days, monkeypatch):
    """Two channels that fail as they like: what a channel took it took once, and it lacks nothing."""
    from tracker.services import channel

    channels = [channel.Channel(name=name, kind=channel.Kind.PIPE, value="") for name in ("a", "b")]
    works = {"a": True, "b": True}
    monkeypatch.setattr(
        channel, "send", lambda each, *_words, **_more: "" if works[each.name] else "not_delivered"
    )
    with fresh() as book:
        add(book, "Jiebei", periods="4", due_day="31", grace_days="5")
        today = farthest = TODAY
        for gap, works["a"], works["b"] in [*days, (1, True, True)]:
            today += timedelta(days=gap)
            run = run_on(book, today, channels=channels)
            assert {name for name, _why in run.failures} <= {name for name in works if not works[name]}
            farthest = max(farthest, today)
        run_on(book, farthest, channels=channels)
        assert run_on(book, farthest, channels=channels).alerts == ()
        assert nothing_to_say(book.path, farthest.isoformat())
        sent = [(each.fact, each.rule, each.step, each.channel) for each in list_sent(book, 10_000)]
        assert len(sent) == len(set(sent))
        begun = {
            row[0] for row in book.conn.execute("select due_on from due")
            if step_on(date.fromisoformat(row[0]), farthest) is not None
        }  # fmt: skip
        for name in works:
            assert {fact.split(":")[1] for fact, _rule, _step, by in sent if by == name} == begun
