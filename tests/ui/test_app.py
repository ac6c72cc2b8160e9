"""Keys pressed, values read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from household import LOANS, FakeAnswers
from textual.app import App
from textual.widgets import Input, Select
from waiting import shows, until

from tracker import locale
from tracker.domain.problems import Problem
from tracker.ui.app import Dashboard
from tracker.ui.loan import LoanScreen
from tracker.ui.pay import PayForm

Lines = Callable[[App[None]], list[str]]


async def test_a_payment_is_recorded_and_undone(app: Dashboard, answers: FakeAnswers, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "OVERDUE 12 d: Jiebei" in lines(app)[1]
        await pilot.press("p")
        await pilot.pause()
        assert app.screen.query_one("#amount", Input).value == "1905.20"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [payment.amount_minor for payment in answers.paid] == [190520]
        assert answers.paid[0].paid_on == answers.today
        assert "OVERDUE" not in "\n".join(lines(app)[:2])
        assert "642,878.34" in "\n".join(lines(app))
        assert app.messages[-1] == "Recorded 1,905.20 to Jiebei 借呗. u undoes it."
        await pilot.press("u")
        await pilot.pause()
        assert not answers.paid
        assert "OVERDUE 12 d: Jiebei" in lines(app)[1]
        await pilot.press("U")
        await pilot.pause()
        assert len(answers.paid) == 1


async def test_a_refused_payment_stays_open_with_its_reason(
    app: Dashboard, answers: FakeAnswers, lines: Lines
) -> None:
    begun = {"start": "2025-01-10"}
    answers.refuse = (Problem(code="before_opened", field="paid_on", value="1999-01-01", params=begun),)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.press("ctrl+s")
        await shows(pilot, "1999-01-01 is before")
        assert isinstance(app.screen, PayForm)
        assert app.focused is app.screen.query_one("#paid-on")


@pytest.mark.parametrize(
    ("typed", "minor"),
    [("1.2w", 1200000), ("１，９０５．２０", 190520), ("2000*3", 600000), ("12万", 12000000)],
)
async def test_amounts_as_people_type_them(
    app: Dashboard, answers: FakeAnswers, lines: Lines, typed: str, minor: int
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        app.screen.query_one("#amount", Input).value = typed
        await pilot.pause()
        assert f"= ¥{minor / 100:,.2f}" in "\n".join(lines(app))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert answers.paid[0].amount_minor == minor


async def test_nonsense_is_named_and_nothing_is_recorded(
    app: Dashboard, answers: FakeAnswers, lines: Lines
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        app.screen.query_one("#amount", Input).value = "[/]abc"
        app.screen.query_one("#paid-on", Input).value = "31 February"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, PayForm)
        assert "[/]abc" in "\n".join(lines(app))
        assert not answers.paid


async def test_no_day_is_today(app: Dashboard, answers: FakeAnswers, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        app.screen.query_one("#paid-on", Input).value = ""
        await shows(pilot, f"= {answers.today.isoformat()}")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(answers.paid), "an empty day was refused")
        assert answers.paid[0].paid_on == answers.today


async def test_esc_keeps_the_draft(app: Dashboard, answers: FakeAnswers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        app.screen.query_one("#amount", Input).value = "77"
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, PayForm)
        assert not answers.paid
        await pilot.press("p")
        await pilot.pause()
        assert app.screen.query_one("#amount", Input).value == "77"


async def test_a_payment_by_another_process_appears(
    app: Dashboard, answers: FakeAnswers, lines: Lines
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await shows(pilot, "Jiebei")
        answers.rows = answers.rows[1:]
        answers.elsewhere = True
        await until(pilot, lambda: "Jiebei" not in "\n".join(lines(app)), "the payment of another process")


@pytest.mark.parametrize("keys", [("2", "enter"), ("enter",)])
async def test_a_loan_opens_and_closes(app: Dashboard, lines: Lines, keys: tuple[str, ...]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, LoanScreen)
        assert "Jiebei" in lines(app)[1]
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, LoanScreen)


async def test_a_payment_shows_in_the_open_loan(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter", "p")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "19,159.03 left" in lines(app)[1]
        await pilot.press("tab")
        await pilot.pause()
        assert "2026-11-21" in "\n".join(lines(app))


async def test_a_loan_that_is_gone_closes_its_screen(app: Dashboard, answers: FakeAnswers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter")
        await pilot.pause()
        answers.rows = answers.rows[1:]
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert not isinstance(app.screen, LoanScreen)


async def test_amounts_hide(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("ｂ")
        await pilot.pause()
        await pilot.pause()
        for keys in ((), ("2",), ("enter",), ("v",)):
            await pilot.press(*keys)
            await pilot.pause()
            text = "\n".join(lines(app))
            assert "••••" in text
            assert ",905" not in text
            assert "064.23" not in text


async def test_the_language_switches_while_running(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p")
        await pilot.press(*"other")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert locale.language() == "zh_CN"
        assert "总览" in lines(app)[0]


async def test_help_searches_and_runs(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("fullwidth_question_mark")
        await pilot.pause()
        await pilot.press(*"payment")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PayForm)


async def test_keys_move_by_command_id(answers: FakeAnswers) -> None:
    app = Dashboard(answers, keys={"payment.add": "g"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        assert not isinstance(app.screen, PayForm)
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, PayForm)


async def test_wrong_settings_are_said_not_fatal(answers: FakeAnswers) -> None:
    app = Dashboard(answers, keys={"payment.add": "u", "no.such": "x", "app.hide": "ctrl+h"}, theme="nope")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(app.messages) == 4
        assert app.theme == "cvd-dark"


async def test_an_empty_book_welcomes(lines: Lines) -> None:
    app = Dashboard(FakeAnswers(rows=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = "\n".join(lines(app))
        assert "Import a file" in text
        assert "Pay" not in lines(app)[-1]
        await pilot.press("p", "enter", "v", "u", "2", "p", "enter")
        await pilot.pause()


@pytest.mark.parametrize("size", [(40, 10), (39, 9), (60, 20), (80, 24), (100, 30), (200, 60), (20, 5)])
async def test_any_size_is_drawn(size: tuple[int, int], lines: Lines) -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "enter")
        for screen in ("1", "2", "question_mark"):
            await pilot.resize_terminal(*size)
            await pilot.press(screen)
            await pilot.pause()
            assert len(lines(app)) == size[1]
            await pilot.resize_terminal(120, 36)
            await pilot.pause()


async def test_a_crash_is_handed_to_the_caller(app: Dashboard, answers: FakeAnswers) -> None:
    class BrokenError(Exception):
        """Something no screen expects."""

    def broken() -> None:
        raise BrokenError

    answers.home = broken  # type: ignore[method-assign,assignment]
    with pytest.raises(BrokenError):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
    assert isinstance(app.crash, BrokenError)
    assert app.return_code == 1


class LockedError(Exception):
    """A failure that the starter of the dashboard can word."""


async def test_a_failure_with_words_is_said_and_nothing_is_lost(answers: FakeAnswers) -> None:
    def locked(*_: object) -> None:
        raise LockedError

    answers.record_payment = locked  # type: ignore[method-assign,assignment]
    answers.undo = locked  # type: ignore[method-assign]
    app = Dashboard(answers, explain=lambda error: "busy [/]" if isinstance(error, LockedError) else None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await pilot.pause()
        assert app.messages == ["busy [/]"]
        await pilot.press("p")
        app.screen.query_one("#amount", Input).value = "77"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, PayForm)
        assert app.screen.query_one("#amount", Input).value == "77"
        app.tell_failure(LockedError())
        assert app.messages == ["busy [/]"], "the same again is not said twice"
        with pytest.raises(KeyError):
            app.tell_failure(KeyError("a bug of ours"))
    assert app.crash is None


async def test_all_that_is_open_of_a_late_loan_is_prefilled(lines: Lines) -> None:
    rows = (replace(LOANS[0], charges_open_minor=1143), *LOANS[1:])
    app = Dashboard(FakeAnswers(rows=rows))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert app.screen.query_one("#amount", Input).value == "1916.63"
        assert "overdue 1,905.20 + charges 11.43" in "\n".join(lines(app))


async def test_what_is_still_open_of_the_due_is_said(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        restarts = app.screen.query_one("#restarts")
        await until(pilot, lambda: bool(app.screen.query_one("#amount", Input).value))
        assert not restarts.display, "all of it restarts nothing"
        app.screen.query_one("#amount", Input).value = "1900"
        await shows(pilot, "! part_payment restarts it")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.messages[-1].endswith("5.20 of the instalment due 11-09 is still open.")


async def test_a_form_closed_untouched_leaves_no_draft(app: Dashboard, answers: FakeAnswers) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p", "escape")
        await pilot.pause()
        answers.rows = (replace(LOANS[0], overdue_minor=100), *LOANS[1:])
        await pilot.press("ctrl+r", "p")
        await pilot.pause()
        assert app.screen.query_one("#amount", Input).value == "1.00"


async def test_another_loan_brings_its_own_amount_but_keeps_what_was_typed(app: Dashboard) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        app.screen.query_one("#note", Input).value = "mine"
        app.screen.query_one("#loan", Select).value = 3
        await pilot.pause()
        assert app.screen.query_one("#amount", Input).value == "2862.43"
        assert app.screen.query_one("#account", Input).value == "ICBC 88"
        assert app.screen.query_one("#note", Input).value == "mine"


async def test_every_field_is_reached_by_tab(app: Dashboard) -> None:
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        seen = set()
        for _ in range(8):
            await pilot.press("tab")
            assert app.focused is not None
            seen.add(app.focused.id)
        assert seen == {"loan", "amount", "paid-on", "posted-on", "state", "account", "ref", "note"}


async def test_a_wrong_posting_day_is_shown_at_its_field(
    app: Dashboard, answers: FakeAnswers, lines: Lines
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        app.screen.query_one("#posted-on", Input).value = "31 February"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.focused is app.screen.query_one("#posted-on")
        assert "! " in "\n".join(lines(app)[5:14])
        assert not answers.paid


async def test_the_chart_goes_through_currencies_then_the_table(app: Dashboard, lines: Lines) -> None:
    async with app.run_test(size=(80, 36)) as pilot:
        for title in (
            "Total balance, CNY ",
            "Total balance, EUR ",
            "Total balance, CNY · EUR ",
            "Total balance, CNY ",
        ):
            await until(pilot, lambda title=title: title in "\n".join(lines(app)), title)  # type: ignore[misc]
            await pilot.press("v")
