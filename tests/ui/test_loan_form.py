"""Adding and editing loans as a person who has just met the form would."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Button, Input, Select, Static
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.loan.facts import Method
from tracker.services.book import Book
from tracker.services.history import undo
from tracker.services.loan.listing import list_loans
from tracker.services.loan.whole import whole_words
from tracker.store.loan import read_facts, read_loans
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.loan_form import LoanForm

Lines = Callable[[App[None]], list[str]]
_KEYS = {" ": "space", ".": "full_stop", "%": "percent_sign", "/": "slash"}


async def typing(pilot: Pilot[None], text: str) -> None:
    """Type a text key by key."""
    await pilot.press(*(_KEYS.get(char, char) for char in text))


async def test_what_is_typed_ahead_of_tab_lands_in_the_next_field(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.focused, Input), "the form is not there")
        for key, char in (("V", "V"), ("tab", None), ("B", "B"), ("tab", None), ("7", "7")):
            app.post_message(Key(key, char))
        await until(pilot, lambda: field(app, "balance").value == "7", "the sum is in another field")
        assert (field(app, "name").value, field(app, "lender").value) == ("V", "B")


def field(app: App[None], name: str) -> Input:
    return app.screen.query_one(f"#f-{name}", Input)


async def test_a_name_that_says_card_asks_for_its_statement_day(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.focused, Input), "the form is there")
        kind = app.screen.query_one("#f-method", Select)
        await typing(pilot, "My card")
        await until(pilot, lambda: kind.value == Method.REVOLVING, "the name says what it is")
        await until(pilot, lambda: bool(app.screen.query_one("#row-statement_day").display))
        await pilot.press(*["backspace"] * 4)
        await until(pilot, lambda: kind.value == "", "a name that says nothing says nothing")
        kind.value = Method.BULLET.value
        await typing(pilot, "card")
        await until(pilot, lambda: field(app, "name").value == "My card")
        await pilot.pause()
        assert kind.value == Method.BULLET, "what was chosen stays"


async def test_a_stranger_adds_a_card_knowing_little(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        assert app.focused is field(app, "name")
        await typing(pilot, "CMB card")
        await pilot.press("enter", "enter")
        assert app.focused is field(app, "balance")
        await typing(pilot, "8200")
        await pilot.pause(0.3)
        assert "= ¥8,200.00" in "\n".join(lines(app))
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.messages[-1] == "Added CMB card. u undoes it."
        (row,) = list_loans(empty)
        assert (row.loan, row.balance_minor, row.rate) == ("CMB card", 820_000, None)
        await pilot.press("u")
        await pilot.pause()
        assert list_loans(empty) == ()


async def test_jiebei_from_a_template(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("insert", "ctrl+t")
        await shows(pilot, "Jiebei 借呗")
        for key, char in (("3", "3"), ("1", "1"), ("full_stop", "."), ("2", "2"), ("w", "w")):
            app.post_message(Key(key, char))
        await until(
            pilot,
            lambda: isinstance(app.screen, LoanForm) and field(app, "balance").value == "1.2w",
            "the sum went elsewhere",
        )
        assert field(app, "name").value == "Jiebei"
        assert app.focused is field(app, "balance")
        await pilot.press("pagedown")
        await typing(pilot, "0.05%/day")
        await pilot.press("tab")
        await typing(pilot, "12")
        field(app, "due_day").value = "9"
        await shows(pilot, "12-09")
        text = "\n".join(lines(app))
        assert "Interest, fees" in text
        await pilot.press("ctrl+s")
        await pilot.pause()
        (loan,) = read_loans(empty.conn)
        terms = read_facts(empty.conn, loan).terms[0]
        assert (loan.method, loan.balance_minor) == (Method.LEVEL_PAYMENT, 1_200_000)
        assert (str(terms.rate.percent), terms.rate.per, terms.periods, terms.due_day) == (
            "0.05",
            "day",
            12,
            9,
        )
        assert terms.day_count == "actual_365"


async def test_a_family_loan(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "6")
        await pilot.pause()
        await typing(pilot, "Uncle")
        field(app, "balance").value = "3万"
        field(app, "payment").value = "500"
        field(app, "due_day").value = "15"
        await pilot.press("ctrl+s")
        await pilot.pause()
        (row,) = list_loans(empty)
        assert (row.method, row.balance_minor, row.next_amount_minor) == ("informal", 3_000_000, 50_000)
        assert row.next_due_on == date(2026, 12, 15)


async def test_saving_goes_to_the_first_problem(over_file: Dashboard, small: Book, lines: Lines) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        field(app, "balance").value = "lots"
        field(app, "rate").value = "many"
        await pilot.press("pagedown", "pagedown", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LoanForm)
        assert app.screen.step == 1
        assert app.focused is field(app, "name")
        assert "Name is missing" in "\n".join(lines(app))
        field(app, "name").value = "Car loan"
        field(app, "balance").value = "5"
        field(app, "rate").value = "3%"
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "another Car loan" in "\n".join(lines(app))
        assert len(list_loans(small)) == 4


async def test_a_bare_rate_is_asked(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        field(app, "name").value = "x"
        field(app, "balance").value = "100"
        await pilot.press("pagedown")
        await typing(pilot, "0.18")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, LoanForm)
        assert app.focused is field(app, "rate")
        assert "--rate-unit" not in "\n".join(lines(app))
        assert [str(each.label) for each in app.screen.query(".offer").results(Button)] == ["0.18%", "18%"]
        await pilot.press("tab", "tab", "enter")
        await pilot.pause()
        assert field(app, "rate").value == "18%"
        assert not app.screen.query(".offer")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert str(list_loans(empty)[0].rate.percent) == "18"


async def test_esc_keeps_the_draft_and_offers_it_again(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await typing(pilot, "Half")
        await pilot.press("pagedown", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, LoanForm)
        await pilot.press("a")
        await pilot.pause()
        assert field(app, "name").value == "Half"
        assert app.screen.step == 2
        assert "This is what you typed before" in "\n".join(lines(app))
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert field(app, "name").value == ""
        await pilot.press("escape", "a")
        await pilot.pause()
        assert "typed before" not in "\n".join(lines(app))


async def test_a_template_takes_back_only_what_it_filled_in(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "2")
        await until(pilot, lambda: isinstance(app.screen, LoanForm) and field(app, "name").value == "Huabei")
        await until(pilot, lambda: app.screen.query_one("#f-method", Select).value == "revolving")
        field(app, "balance").value = "389.90"
        await pilot.press("ctrl+t", "6")
        await until(pilot, lambda: isinstance(app.screen, LoanForm) and field(app, "name").value == "")
        assert field(app, "balance").value == "389.90"
        assert app.screen.query_one("#f-method", Select).value == "informal"


async def test_a_card_is_asked_for_what_a_card_has(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "1", "pagedown")
        await pilot.pause()
        shown = {each.id for each in app.screen.query(".entry") if each.display}
        assert {"row-limit", "row-minimum_percent", "row-statement_day"} <= shown
        assert not {"row-periods", "row-fee_rate", "row-first_due"} & shown


async def test_another_instalment_than_the_level_one_is_offered(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "5", "pagedown")
        await pilot.pause()
        for name, text in {
            "principal": "12万", "rate": "6.8%", "periods": "48", "payment": "2860", "opened": "2026-11-20",
            "first_due": "2026-12-20",
        }.items():  # fmt: skip
            field(app, name).value = text
        await shows(pilot, "Use 2,862.43")
        use, keep = app.screen.query(".offer").results(Button)
        assert str(keep.label) == "Keep 2860"
        use.press()
        await until(pilot, lambda: field(app, "payment").value == "2862.43")
        await until(pilot, lambda: not app.screen.query(".offer"))


async def test_an_odd_instalment_can_be_meant(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "5", "pagedown")
        for name, text in {
            "name": "Car", "principal": "12万", "rate": "6.8%", "periods": "48", "payment": "2860",
        }.items():  # fmt: skip
            field(app, name).value = text
        await shows(pilot, "Keep 2860")
        list(app.screen.query(".offer").results(Button))[1].press()
        await until(pilot, lambda: not app.screen.query(".offer"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(list_loans(empty)))
        (loan,) = read_loans(empty.conn)
        assert read_facts(empty.conn, loan).terms[0].payment_minor == 286_000


@pytest.mark.parametrize(
    ("typed", "name", "solved"),
    [
        ({"balance": "12万", "rate": "6.8%", "periods": "48"}, "payment", "2,862.43"),
        ({"balance": "12万", "rate": "6.8%", "payment": "2862.43"}, "periods", "48"),
        ({"balance": "12万", "periods": "48", "payment": "2862.43"}, "rate", "6.8"),
        ({"rate": "6.8%", "periods": "48", "payment": "2862.43"}, "balance", "120,000"),
    ],
)
async def test_three_of_four_solve_the_fourth(
    typed: dict[str, str], name: str, solved: str, empty: Book
) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("a", "ctrl+t", "5")
        await pilot.pause()
        for each, text in {**typed, "due_day": "20"}.items():
            field(app, each).value = text
        form = app.screen
        assert isinstance(form, LoanForm)
        await until(pilot, lambda: solved in form.solved.get(name, ""), f"{name} of {form.solved}")
        assert field(app, name).value == ""
        words = str(form.query_one(f"#row-{name} .read", Static).content)
        assert words.startswith(" = ")
        assert solved in words
        await pilot.resize_terminal(80, 24)
        below = form.query_one(f"#row-{name} .wrong", Static)
        await until(pilot, lambda: str(below.content).endswith("from the rest"), "not below the field")
        assert not str(form.query_one(f"#row-{name} .read", Static).content)


async def test_a_template_says_what_it_did_to_a_draft_and_takes_it_back(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "1")
        await until(pilot, lambda: isinstance(app.focused, Input), "the form is not there")
        await typing(pilot, "Mine")
        await pilot.press("escape", "a")
        await shows(pilot, "This is what you typed before")
        await shows(pilot, "spend and repay as you like")
        await pilot.press("ctrl+t", "3")
        await until(
            pilot,
            lambda: (
                bool(app.screen.query("#problems"))
                and str(app.screen.query_one("#problems", Static).content)
                == "Changed: Kind. Stays as it was: Name. ^T, then 0, puts everything back."
            ),
            "what the template did is not said",
        )
        await shows(pilot, "the same sum each time; at first most of")
        kind = app.screen.query_one("#f-method", Select)
        assert (field(app, "name").value, kind.value) == ("Mine", Method.LEVEL_PAYMENT)
        await pilot.press("ctrl+t")
        await shows(pilot, "0 as it was before")
        await pilot.press("0")
        await until(pilot, lambda: kind.value == Method.REVOLVING, "the kind is not back")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        assert (field(app, "name").value, field(app, "currency").value) == ("Mine", "")
        await pilot.press("ctrl+t")
        await shows(pilot, "1 Credit card")
        assert "as it was before" not in "\n".join(lines(app))


async def test_a_loan_is_edited_in_one_step(over_file: Dashboard, small: Book) -> None:
    app = over_file
    before = whole_words(small, 3)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "down", "e")
        await pilot.pause()
        assert field(app, "name").value == "Car loan"
        assert field(app, "rate").value == "6.8%/year"
        field(app, "lender").value = "ICBC 工行"
        field(app, "rate").value = ""
        field(app, "autopay_account").value = "ICBC 88"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.messages[-1] == "Changed Car loan. u undoes it."
        row = next(each for each in list_loans(small) if each.loan_id == 3)
        assert (row.lender, row.rate, row.account) == ("ICBC 工行", None, "ICBC 88")
        undo(small)
        assert whole_words(small, 3)[1] == before[1]


async def test_an_unchanged_loan_is_not_saved_again(over_file: Dashboard, small: Book) -> None:
    app = over_file
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "f2")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.messages[-1] == "Nothing changed in Jiebei 借呗"


async def test_letters_are_text_in_the_form(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.pause()
        await typing(pilot, "qapdu12")
        assert field(app, "name").value == "qapdu12"
        assert not app.messages


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("step", [1, 2, 3])
async def test_frame(
    step: int,
    size: tuple[int, int],
    language: str,
    empty: Book,
    lines: Lines,
    matches: Callable[[str, list[str]], None],
) -> None:
    locale.use(language)
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=size) as pilot:
        await pilot.press("a", "ctrl+t", "3")
        await pilot.pause()
        for name, text in {"balance": "1.2万", "rate": "0.18", "periods": "12", "due_day": "9"}.items():
            field(app, name).value = text
        for _each in range(step - 1):
            await pilot.press("pagedown")
        if step == 3:
            field(app, "rate").value = "18%"
        await pilot.pause(0.4)
        found = await settled(pilot, lambda: lines(app))
    assert {cell_len(line) for line in found} == {size[0]}
    if language == "zh_CN":
        words = set(re.findall(r"[A-Za-z]{3,}", "\n".join(found)))
        assert words <= {"PgDn", "Tab", "Esc", "CNY", "day"}, "English left in a Chinese screen"
    matches(f"loan-form-{step}-{size[0]}x{size[1]}-{language}", found)


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (60, 20), (200, 60)])
async def test_any_size_is_drawn(size: tuple[int, int], empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await pilot.resize_terminal(*size)
        await pilot.pause(0.3)
        assert len(lines(app)) == size[1]


async def test_dues_of_the_past_are_asked_about(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("a", "ctrl+t", "5", "pagedown")
        for name, text in {
            "name": "Car", "principal": "12000", "opened": "2026-08-15", "rate": "12%", "periods": "12",
            "due_day": "15",
        }.items():  # fmt: skip
            field(app, name).value = text
        await shows(pilot, "3 due dates are in the past")
        row = app.screen.query_one("#row-past_dues")
        await until(pilot, lambda: bool(row.display))
        app.screen.query_one("#f-past_dues", Select).value = "paid"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(list_loans(empty)))
        (loan,) = list_loans(empty)
        assert (loan.overdue_minor, loan.next_due_on) == (0, date(2026, 12, 15))
        await pilot.press("u")
        await until(pilot, lambda: not list_loans(empty))


async def test_a_wrong_currency_is_said_before_saving(empty: Book) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        field(app, "currency").value = "¥"
        await until(pilot, lambda: len(app.screen.query(".offer")) == 2)
        assert [str(each.label) for each in app.screen.query(".offer").results(Button)] == ["CNY", "JPY"]


async def test_huabei_with_name_and_sum_is_no_informal_loan(empty: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        field(app, "name").value, field(app, "balance").value = "花呗", "一千二"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(list_loans(empty)))
        (row,) = list_loans(empty)
        assert (row.method, row.balance_minor) == ("revolving", 120_000)
        await shows(pilot, "? 花呗: due day or amount not known. F2 adds it.")
        assert "nothing is due" not in "\n".join(lines(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, LoanForm))
        assert field(app, "name").value == "花呗"
