"""The page of a loan over a real file: payments corrected, postings entered, terms changed, days tried."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from household import LOANS, FakeAnswers
from loan_book import TODAY, clock, small_book
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.loan.whatif import WhatIf
from tracker.services.book import Book, create_book
from tracker.services.loan.find import find_loan
from tracker.services.loan.listing import list_loans
from tracker.services.loan.timeline import Happening, Timeline
from tracker.services.loan.whole import add_whole
from tracker.services.payment import list_payments, record_payment
from tracker.services.refund import Suspect
from tracker.services.views import LoanView
from tracker.store.loan import read_facts, read_loan
from tracker.ui.answers import BookAnswers
from tracker.ui.answers_loan_page import LoanHistory
from tracker.ui.app import Dashboard
from tracker.ui.entry_form import EntryForm
from tracker.ui.figures import Figures
from tracker.ui.loan import LoanScreen
from tracker.ui.loan_payoff import PayoffPanel
from tracker.ui.loan_timeline import TimelinePanel, timeline_line
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]
JIEBEI, CARD, CAR, FAMILY = 1, 2, 3, 4


async def opened(pilot: Pilot[None], loan_id: int) -> LoanScreen:
    """The page of a loan with everything read."""
    app = pilot.app
    assert isinstance(app, Dashboard)
    app.open_loan(loan_id)
    await until(pilot, lambda: getattr(app.screen, "_view", None) is not None, "the loan was not read")
    assert isinstance(app.screen, LoanScreen)
    return app.screen


async def form(pilot: Pilot[None], *keys: str) -> EntryForm:
    """The short form that the keys open."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, EntryForm), f"{keys} opened no form")
    assert isinstance(pilot.app.screen, EntryForm)
    return pilot.app.screen


def put(screen: EntryForm, **values: str) -> None:
    for name, value in values.items():
        widget = screen.query_one(f"#{name.replace('_', '-')}")
        assert isinstance(widget, (Input, Select))
        widget.value = value


async def saved(pilot: Pilot[None], message: str) -> None:
    """Save the form, and wait for its toast."""
    app = pilot.app
    assert isinstance(app, Dashboard)
    await pilot.press("ctrl+s")
    await until(pilot, lambda: any(message in each for each in app.messages), message)


async def test_a_payment_is_corrected_and_its_state_told(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, CARD)
        await pilot.press("tab")
        await until(pilot, lambda: screen.pane == "payments")
        dialog = await form(pilot, "enter")
        put(dialog, amount="250", paid_on="2026-11-12", state="reversed", account="CMB 88", note="wrong card")
        await shows(pilot, "= ¥250.00")
        await saved(pilot, "Changed a payment")
        (row,) = list_payments(small)
        assert (row.amount_minor, row.paid_on, row.state) == (25_000, date(2026, 11, 12), "reversed")
        assert (row.account, row.note) == ("CMB 88", "wrong card")
        await shows(pilot, "reversed")
        await pilot.press("u")
        await until(pilot, lambda: list_payments(small)[0].amount_minor == 20_000, "undo did not come")


async def test_a_date_that_cannot_be_is_said_where_it_stands(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, CARD)
        screen.pane = "payments"
        dialog = await form(pilot, "f2")
        put(dialog, paid_on="2027-01-01")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.focused is dialog.query_one("#paid-on"), "the focus went elsewhere")
        assert list_payments(small)[0].paid_on == date(2026, 11, 10)


async def test_a_payment_goes_to_the_trash_and_comes_back(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, CARD)
        await pilot.press("tab")
        await until(pilot, lambda: screen.pane == "payments")
        await pilot.press("delete")
        await until(pilot, lambda: not list_payments(small), "it was not deleted")
        assert app.messages[-1] == "Removed a payment to CMB credit card. u undoes it."
        assert len(list_loans(small)) == 4
        await pilot.press("u")
        await until(pilot, lambda: len(list_payments(small)) == 1, "undo did not come")


async def test_on_other_panes_the_keys_are_about_the_loan(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, FAMILY)
        await pilot.press("d")
        await until(pilot, lambda: len(list_loans(small)) == 3, "the loan was not deleted")


async def test_no_payment_is_no_crash(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, FAMILY)
        screen.pane = "payments"
        await pilot.press("enter")
        await until(pilot, lambda: "No payment to change yet. p records one." in app.messages)
        await pilot.press("d")
        await until(pilot, lambda: "No payment to delete." in app.messages)


async def test_a_charge_and_its_waiver(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, JIEBEI)
        dialog = await form(pilot, "f5")
        assert dialog.query_one("#kind", Select).value == "late_fee"
        put(dialog, amount="35", on="2026-11-15")
        await saved(pilot, "Added a charge")
        dialog = await form(pilot, "ctrl+y")
        put(dialog, component="fee", amount="10")
        await saved(pilot, "Added a waiver")
        loan = read_loan(small.conn, JIEBEI)
        assert loan is not None
        found = read_facts(small.conn, loan)
        assert [(each.kind, each.amount_minor) for each in found.charges] == [("late_fee", 3_500)]
        assert [(each.component, each.waived_on) for each in found.waivers] == [("fee", TODAY)]
        screen.pane = "terms"
        await shows(pilot, "late fee 35.00")
        await shows(pilot, "fee off -10.00")


async def test_a_charge_without_a_sum_is_not_saved(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, JIEBEI)
        dialog = await form(pilot, "c")
        await pilot.press("ctrl+s")
        await shows(pilot, "amount is missing")
        assert app.focused is dialog.query_one("#amount")


async def test_a_statement_of_a_card_and_of_no_other_loan(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, CARD)
        dialog = await form(pilot, "ctrl+l")
        assert dialog.query_one("#statement-on", Input).value == "2026-11-05"
        assert dialog.query_one("#due-on", Input).value == "2026-11-24"
        put(dialog, statement_on="2026-11-20", due_on="2026-12-09", balance="8200", minimum="820")
        await saved(pilot, "Added a statement")
        loan = read_loan(small.conn, CARD)
        assert loan is not None
        (statement,) = read_facts(small.conn, loan).statements
        assert (statement.balance_minor, statement.minimum_minor) == (820_000, 82_000)
        await pilot.press("escape")
        await opened(pilot, CAR)
        await pilot.press("s")
        await until(pilot, lambda: "Only cards and credit lines have statements." in app.messages)


async def test_the_payoff_of_another_day(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, CAR)
        panel = screen.query_one(PayoffPanel)
        await pilot.press("left")
        assert panel.on_day is None
        await pilot.press("right", "right")
        await until(pilot, lambda: panel.on_day == date(2026, 11, 23))
        await shows(pilot, "Early payoff 11-23, in 2 d")
        await pilot.press("ctrl+o", *"+9", "enter")
        await until(pilot, lambda: panel.on_day == date(2026, 11, 30), "the typed day was not taken")
        # One instalment has fallen due by then: its interest is a fact, what came after an estimate.
        await shows(pilot, "Interest due")
        await pilot.press("ctrl+o", *"yesterday or so", "enter")
        await shows(pilot, "is not a date")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        assert panel.on_day == date(2026, 11, 30)


async def test_new_terms_show_the_schedule_before_they_are_saved(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, CAR)
        dialog = await form(pilot, "t")
        await shows(pilot, "Change a term: the schedule to come is shown before and after.")
        put(dialog, effective_on="2026-12-01", payment="4000")
        await shows(pilot, "New terms from 2026-12-01; what was before stays.")
        await shows(pilot, "Instalments 26 19")
        await shows(pilot, "2027-01-28 2,862.43 4,000.00")
        loan = read_loan(small.conn, CAR)
        assert loan is not None
        assert len(read_facts(small.conn, loan).terms) == 1
        await saved(pilot, "Changed the terms of Car loan")
        old, new = read_facts(small.conn, loan).terms
        assert (old.payment_minor, new.payment_minor) == (286_243, 400_000)
        assert new.effective_on == date(2026, 12, 1)
        screen.pane = "timeline"
        await shows(pilot, "new terms")
        await pilot.press("u")
        await until(pilot, lambda: len(read_facts(small.conn, loan).terms) == 1, "undo did not come")


async def test_terms_that_cannot_be_read_say_so(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, CAR)
        dialog = await form(pilot, "ctrl+t")
        put(dialog, rate="much")
        await shows(pilot, "much is not a rate")


async def test_the_timeline_tells_and_corrects(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, CARD)
        dialog = await form(pilot, "c")
        put(dialog, kind="fee", amount="12.50")
        await saved(pilot, "Added a charge")
        await pilot.press("tab", "tab", "tab")
        await until(pilot, lambda: screen.pane == "timeline")
        await shows(pilot, "12.50")
        rows = screen.query_one(TimelinePanel).query_one(VirtualList)
        await until(pilot, lambda: app.focused is rows and rows.count == 3, "the timeline is not there")
        await pilot.press("home", "d")
        await until(pilot, lambda: "Removed a charge from CMB credit card. u undoes it." in app.messages)
        await until(pilot, lambda: screen.query_one(TimelinePanel).here() is not None)
        await pilot.press("u")
        await until(pilot, lambda: len(screen.query_one(TimelinePanel)._rows) == 3, "undo did not come")
        screen.query_one(TimelinePanel).query_one(VirtualList).cursor = 1
        await form(pilot, "enter")
        await shows(pilot, "Change a payment")


def test_hidden_sums_are_hidden_in_the_words_too() -> None:
    figures = Figures(today=TODAY, hidden=True)
    new = Happening(on=TODAY, kind="terms", params={"payment": "4000", "rate": "5%/year"})
    line = timeline_line(new, "CNY", figures)
    assert line.cells[-1] == "instalment amount •••• · rate 5.00%"
    edit = Happening(on=TODAY, kind="edit", code="removed", note="Recorded 1,905.20 to Car loan")
    assert "1,905.20" not in " ".join(timeline_line(edit, "CNY", figures).cells)
    charge = Happening(on=TODAY, kind="charge", code="late_fee", amount_minor=3_500)
    assert timeline_line(charge, "CNY", figures).cells[3] == "••••"


def long_book(path: Path, payments: int) -> Book:
    """A family loan paid back a little every day."""
    made = create_book(path, today=TODAY, clock=clock, settings={})
    first = date.fromordinal(TODAY.toordinal() - payments)
    done, problems = add_whole(
        made, {"name": "Long loan", "method": "informal", "balance": "90000", "as_of": first.isoformat()}
    )
    assert done is not None, problems
    with made.change("import") as writer:
        batch = writer.insert(
            "batch", {"at": writer.at, "source_name": "x", "sha256": "0" * 64, "kind": "payments", "rows": 1}
        )
        columns = ("loan_id", "paid_on", "amount_minor", "currency", "state", "created_at")
        days = [date.fromordinal(first.toordinal() + day).isoformat() for day in range(payments)]
        # No two sums of one week are the same: none of them looks taken twice.
        rows = [(done.ids[0], on, 1_000 + n % 7, "CNY", "posted", writer.at) for n, on in enumerate(days)]
        writer.bulk_insert("payment", columns, rows, batch_id=batch)
    return made


async def test_many_payments_are_gone_through_with_tab_and_arrows(tmp_path: Path) -> None:
    with long_book(tmp_path / "long.db", 3_000) as book:
        app = Dashboard(BookAnswers(book))
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await opened(pilot, 1)
            rows = screen.query_one("#payments VirtualList", VirtualList)
            await pilot.press("tab", "down", "down")
            await until(pilot, lambda: app.focused is rows and rows.cursor == 2, "the arrows did not arrive")
            await shows(pilot, "3000, newest first")
            await pilot.press("tab")
            story = screen.query_one(TimelinePanel).query_one(VirtualList)
            await until(pilot, lambda: app.focused is story and story.count == 3_001)
            await pilot.press("end")
            await shows(pilot, "tracked from")


class OnlyInThreads(BookAnswers):
    """Answers that refuse to go through a long history where keys and paint wait for it."""

    asked: ClassVar[list[tuple[str, int]]]

    def loan_apart(self, loan_id: int, rows: int) -> LoanHistory:
        assert threading.current_thread() is not threading.main_thread()
        self.asked.append(("loan", rows))
        return super().loan_apart(loan_id, rows)

    def timeline_apart(self, loan_id: int, limit: int) -> Timeline | None:
        assert threading.current_thread() is not threading.main_thread()
        self.asked.append(("more", limit))
        return super().timeline_apart(loan_id, limit)

    def what_if_apart(self, loan_id: int) -> WhatIf | None:
        assert threading.current_thread() is not threading.main_thread()
        self.asked.append(("what_if", 0))
        return super().what_if_apart(loan_id)

    def loan(self, loan_id: int) -> LoanView | None:
        raise AssertionError("the whole loan")

    def timeline(self, loan_id: int, limit: int) -> Timeline | None:
        raise AssertionError("the timeline")

    def what_if(self, loan_id: int) -> WhatIf | None:
        raise AssertionError("paying more")

    def suspects(self, loan_id: int) -> tuple[Suspect, ...]:
        raise AssertionError("debits taken twice")


async def test_many_payments_are_gone_through_in_a_thread(tmp_path: Path) -> None:
    OnlyInThreads.asked = asked = []
    with long_book(tmp_path / "long.db", 3_000) as book:
        app = Dashboard(OnlyInThreads(book))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("2")
            await until(pilot, lambda: asked == [("what_if", 0)], "paying more was not looked at")
            screen = await opened(pilot, 1)
            await until(pilot, lambda: screen._view is not None, "the history was not read")
            assert asked[1:] == [("loan", 0)]  # nothing of a timeline that is not seen
            screen.pane = "timeline"
            await shows(pilot, "3001, newest first")
            assert asked[2:] == [("loan", 200)]
            panel = screen.query_one(TimelinePanel)
            await pilot.press("pagedown", "end")
            await until(pilot, lambda: panel.is_read, "the oldest rows were not found")
            assert asked[3:] == [("more", 6002)]
            last = panel.here()
            assert last is not None
            assert last.kind == "tracked"
            app.changed()
            await until(pilot, lambda: asked[4:] == [("loan", 3001)], "as far as one looked")


async def test_every_row_of_a_long_timeline_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    OnlyInThreads.asked = asked = []
    copied: list[str] = []
    monkeypatch.setattr("tracker.ui.copying.hand_over", lambda _app, text, _what: copied.append(text))
    with long_book(tmp_path / "long.db", 2_500) as book:
        app = Dashboard(OnlyInThreads(book))
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot, 1)
            await until(pilot, lambda: screen._view is not None, "the history was not read")
            screen.pane = "timeline"
            await shows(pilot, "2501, newest first")
            await pilot.press("Y")
            await until(pilot, lambda: bool(copied), "nothing was copied")
            assert ("more", 2501) in asked
            assert copied[0].count("\n") == 2501
            assert "…" not in copied[0]


async def test_a_payment_to_a_long_loan_is_listed_before_its_history_is_read(tmp_path: Path) -> None:
    OnlyInThreads.asked = asked = []
    with long_book(tmp_path / "long.db", 3_000) as book:
        app = Dashboard(OnlyInThreads(book))
        async with app.run_test(size=(120, 40)) as pilot:
            screen = await opened(pilot, 1)
            await until(pilot, lambda: screen._view is not None, "the history was not read")
            assert asked == [("loan", 200)]
            loan = find_loan(book, "1")
            done, problems = record_payment(book, loan, 4_321, paid_on=TODAY)
            assert done is not None, problems
            app.changed()
            assert screen.query_one("#payments VirtualList", VirtualList).count == 3_001
            await until(pilot, lambda: screen._view is not None and screen._view.payments == 3_001)


async def test_a_loan_with_postings_asks_before_it_goes(over_file: Dashboard, small: Book) -> None:
    from tracker.ui.loan_delete import DeleteLoan

    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, JIEBEI)
        dialog = await form(pilot, "c")
        put(dialog, amount="35")
        await saved(pilot, "Added a charge")
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DeleteLoan), "nothing was asked")
        await shows(pilot, "owed, with 1 posting")
        assert len(list_loans(small)) == 4


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("dialog", ["payment", "charge", "waiver", "statement", "terms"])
async def test_frame(
    dialog: str, size: tuple[int, int], language: str, tmp_path: Path, lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:  # fmt: skip
    locale.use(language)
    with small_book(tmp_path / "debt.db") as book:
        app = Dashboard(BookAnswers(book))
        async with app.run_test(size=size) as pilot:
            screen = await opened(pilot, CAR if dialog == "terms" else CARD)
            if dialog == "payment":
                screen.pane = "payments"
            key = {"payment": "f2", "charge": "f5", "waiver": "ctrl+y", "statement": "ctrl+l"}.get(
                dialog, "ctrl+t"
            )
            made = await form(pilot, key)
            if dialog == "terms":
                put(made, effective_on="2026-12-01", payment="4000")
                await shows(pilot, "4,000.00")
                await until(pilot, lambda: "19" in "\n".join(lines(app)))
            else:
                put(made, **{"balance" if dialog == "statement" else "amount": "1,250.5"})
                await shows(pilot, "1,250.50")
            app.set_focus(None)
            await pilot.pause()
            found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    matches(f"loan-{dialog}-form-{size[0]}x{size[1]}-{language}", found)


async def test_what_was_typed_is_found_again(over_file: Dashboard) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, JIEBEI)
        dialog = await form(pilot, "c")
        put(dialog, amount="35", note="by phone")
        await shows(pilot, "= ¥35.00")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LoanScreen))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, LoanScreen))
        app.action_drafts()
        await until(pilot, lambda: bool(app.screen.query("#entry")) or bool(app.screen.query("VirtualList")))
        if not isinstance(app.screen, EntryForm):
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EntryForm), "the form did not open again")
        assert app.screen.query_one("#note", Input).value == "by phone"


async def test_the_household_has_a_page_for_every_loan(lines: Lines) -> None:
    app = Dashboard(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(120, 36)) as pilot:
        for row in LOANS:
            await opened(pilot, row.loan_id)
            await shows(pilot, row.loan)
            await pilot.press("escape")
