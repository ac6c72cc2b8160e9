"""Talks: what comes next, what was said, offered, promised and proven, over a file with a story."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from talk_book import CAR, CARD, JIEBEI, story_book
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static, TextArea
from waiting import settled, shows, until

from tracker import locale
from tracker.domain.recovery.negotiation import State
from tracker.services.book import Book
from tracker.services.evidence import add_evidence
from tracker.services.talk.advisers import list_advisers
from tracker.services.talk.checked import list_checks
from tracker.services.talk.contacts import list_contacts, log_contact
from tracker.services.talk.negotiations import list_talks
from tracker.services.talk.page import talk_rows
from tracker.services.talk.promises import list_promises
from tracker.services.talk.settlement import settlement_of
from tracker.services.talk.stages import list_stages
from tracker.store.loan import read_loan
from tracker.ui.answers import BookAnswers
from tracker.ui.app import Dashboard
from tracker.ui.asking import ChoiceScreen
from tracker.ui.entry_form import EntryForm
from tracker.ui.loan import LoanScreen
from tracker.ui.reader import ReaderScreen
from tracker.ui.talks import TalksScreen
from tracker.ui.talks_message import MessageCheck
from tracker.ui.talks_panes import PANES
from tracker.ui.widgets.virtual_list import VirtualList

Lines = Callable[[App[None]], list[str]]
Matches = Callable[[str, list[str]], None]
_SAME = set(
    """Jiebei CMB BOI ICBC Car loan Family credit card MYbank CNY db story empty Enter Tab Esc Ins Del ok SHA
    one month more late fee waived agreed told to pay at once agent lost my job Hua Collections pay in
    December letter txt sha from monthly CN XIRR zip debt evidence verify bundle contract GB the follows
    App online ter ory""".split()  # noqa: SIM905 a list of words reads better as words
)
SCAM = "您的借款已逾期，请于11月25日前还款2816.40元至账户 6217 0000 9999 8888，电话 0571-88001122"


@pytest.fixture(autouse=True)
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The lender's hours are held against the clock on the wall."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Book]:
    with story_book(tmp_path / "story.db") as made:
        yield made


async def talks(pilot: Pilot[None], pane: str = "", loan: int | None = None) -> TalksScreen:
    """The screen with everything read, one of its lists and one loan in front."""
    app = pilot.app
    await pilot.press("5")
    await until(pilot, lambda: isinstance(app.screen, TalksScreen) and app.screen.focused is not None)
    screen = app.screen
    assert isinstance(screen, TalksScreen)
    if loan is not None:
        assert screen.show_loan(loan)
    if pane:
        screen.pane = pane
        await until(pilot, lambda: screen.focused is screen.query_one(f"#{pane} VirtualList"))
    return screen


async def form(pilot: Pilot[None], *keys: str) -> EntryForm:
    """The form that the keys open."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, EntryForm), f"{keys} opened no form")
    screen = pilot.app.screen
    assert isinstance(screen, EntryForm)
    await until(pilot, lambda: bool(screen.query("#keys")) and screen.focused is not None)
    return screen


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
    await until(pilot, lambda: isinstance(app.screen, TalksScreen), "the form stayed open")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frames(
    size: tuple[int, int], language: str, story: Book, lines: Lines, matches: Matches
) -> None:
    locale.use(language)
    app = Dashboard(BookAnswers(story))
    frames: dict[str, list[str]] = {}
    async with app.run_test(size=size) as pilot:
        screen = await talks(pilot)
        frames["talks-start"] = await settled(pilot, lambda: lines(app))
        for pane in PANES:
            await talks(pilot, pane, JIEBEI)
            rows = screen.query_one(f"#{pane} VirtualList", VirtualList)
            await until(pilot, lambda rows=rows: rows.count > 0)
            frames[f"talks-{pane}"] = await settled(pilot, lambda: lines(app))
        screen.pane = "log"
        await form(pilot, "ctrl+n")
        frames["talks-contact"] = await settled(pilot, lambda: lines(app))
    for name, found in frames.items():
        check(name, found, size, language, matches)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_frames_of_an_empty_file_and_of_a_loan_without_talks(
    size: tuple[int, int], language: str, empty: Book, story: Book, lines: Lines, matches: Matches
) -> None:
    locale.use(language)
    app = Dashboard(BookAnswers(empty))
    async with app.run_test(size=size) as pilot:
        await talks(pilot)
        check("talks-empty", await settled(pilot, lambda: lines(app)), size, language, matches)
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=size) as pilot:
        await talks(pilot, "evidence", 4)
        check("talks-quiet", await settled(pilot, lambda: lines(app)), size, language, matches)


def check(name: str, found: list[str], size: tuple[int, int], language: str, matches: Matches) -> None:
    assert {cell_len(line) for line in found} == {size[0]}, name
    if language == "zh_CN":
        text = re.sub(r"[0-9a-f]{8,}", "", "\n".join(found))  # hashes are the same everywhere
        words = set(re.findall(r"[A-Za-z]{2,}", text))
        assert {word for word in words if not any(known.startswith(word) for known in _SAME)} == set(), name
    matches(f"{name}-{size[0]}x{size[1]}-{language}", found)


async def test_papers_of_the_court_come_before_arrears_and_enter_leads_there(story: Book) -> None:
    rows = talk_rows(story)
    assert [(each.loan.loan_id, each.act, each.severity) for each in rows[:2]] == [
        (CARD, "answer", "!"),
        (JIEBEI, "arrears", "!!"),
    ]
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot)
        await shows(pilot, "! CMB credit card: answer the papers by 2026-11-30")
        await pilot.press("enter")
        await until(pilot, lambda: screen.pane == "stages")
        await form(pilot, "enter")
        await saved(pilot, "Recorded an answer about CMB credit card. u undoes it.")
        assert [each.answered_on is not None for each in list_stages(story, CARD)] == [True]
        await until(pilot, lambda: screen._rows[0].loan.loan_id == JIEBEI, "the order did not change")


async def test_a_call_is_logged_and_a_wrong_time_is_where_the_form_goes(story: Book) -> None:
    before = len(list_contacts(story, JIEBEI))
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "log", JIEBEI)
        dialog = await form(pilot, "n")
        assert dialog.query_one("#on", Input).value == "2026-11-21"
        assert dialog.query_one("#time", Input).value == "12:00"
        put(dialog, time="25:00", summary="says that I promised", conduct="threat")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: dialog.focused is dialog.query_one("#time"), "the problem is not in front")
        put(dialog, time="22:45")
        await saved(pilot, "Logged a contact about Jiebei 借呗. u undoes it.")
        await until(pilot, lambda: bool(screen.case) and len(screen.case.contacts) == before + 1)
        newest = list_contacts(story, JIEBEI)[0]
        assert (newest.at.strftime("%H:%M"), newest.conduct.value) == ("22:45", "threat")
        # it is worth checking at once, and goes to the trash and back
        await talks(pilot, "conduct")
        await shows(pilot, "threat")
        await talks(pilot, "log")
        await shows(pilot, "says that I promised")
        await pilot.press("d")
        await until(pilot, lambda: len(list_contacts(story, JIEBEI)) == before)
        await pilot.press("u")
        await until(pilot, lambda: len(list_contacts(story, JIEBEI)) == before + 1)


async def test_only_steps_that_may_follow_are_offered_and_writing_wants_proof(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "talks", JIEBEI)
        await shows(pilot, "what was due stays due")
        dialog = await form(pilot, "t")
        options = [value for _words, value in dialog.query_one("#state", Select)._options]
        assert options == ["counter", "confirmed", "lapsed"]
        put(dialog, state="confirmed")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: dialog.focused is dialog.query_one("#proof"), "it was confirmed unproven")
        put(dialog, evidence="1")
        await saved(pilot, "a step on. u undoes it.")
        (talk,) = list_talks(story, JIEBEI)
        assert (talk.state, talk.steps[-1].evidence) == (State.CONFIRMED, 1)
        app.screen.action_unstep()
        await until(pilot, lambda: list_talks(story, JIEBEI)[0].state is State.AGREED_ORALLY)


async def test_a_promise_of_mine_says_before_it_is_kept_what_it_may_restart(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "promises", JIEBEI)
        dialog = await form(pilot, "a")
        await shows(pilot, "It may restart the limitation period")
        put(dialog, side="lender", what="calls no more", due="+7")
        await until(pilot, lambda: "limitation" not in str(dialog.query_one("#preview", Static).content))
        await saved(pilot, "Kept a promise about Jiebei 借呗. u undoes it.")
        kept = {each.what: each.due_on for each in list_promises(story, JIEBEI)}
        assert str(kept["calls no more"]) == "2026-11-28"
        await form(pilot, "o")
        await saved(pilot, "Recorded what came of a promise. u undoes it.")


async def test_a_channel_and_the_arrears_are_entered(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "channels", CARD)
        dialog = await form(pilot, "a")
        put(dialog, value="95555", hours="9:00-20:00", found_in="back of the card")
        await saved(pilot, "Registered the channel 95555. u undoes it.")
        screen.pane = "next"
        await shows(pilot, "Call 95555, now, in their hours 9:00-20:00")
        dialog = await form(pilot, "i")
        put(dialog, cause="illness", penalty="12.50")
        await saved(pilot, "Entered the arrears of CMB credit card. u undoes it.")
        await until(pilot, lambda: bool(screen.case and screen.case.arrears.told))
        assert screen.case is not None
        assert screen.case.arrears.told is not None
        assert screen.case.arrears.told.penalty_minor == 1250


async def test_calls_are_held_against_the_rules_of_a_kind_once_the_kind_is_said(story: Book) -> None:
    car = read_loan(story.conn, CAR)
    assert car is not None
    for time_of_day in ("09:00", "13:00", "18:00", "22:30"):
        fields = {"on": "2026-11-20", "time": time_of_day, "direction": "in"}
        assert log_contact(story, car, fields)[0] is not None
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "conduct", CAR)
        await shows(pilot, "The kind of credit is not known, so its rules were not compared. a says it.")
        dialog = await form(pilot, "a")
        dialog.query_one("#product", Select).value = "online_loan"
        await saved(pilot, "Entered the arrears of Car loan. u undoes it.")
        await shows(pilot, "4 calls in a day, where 3 are the most")


async def test_an_unregistered_account_in_a_message_is_a_hard_stop(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "", JIEBEI)
        await shows(pilot, "Call 95188")
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MessageCheck) and app.screen.focused is not None)
        app.screen.query_one(TextArea).text = SCAM
        await shows(pilot, "!! Stop: it names an account that is not registered")
        await shows(pilot, "Call the number in your contract and ask whether the message is theirs:")
        await shows(pilot, "!! account to pay to 6217 0000 9999 8888 conflicts")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, EntryForm) and app.screen.focused is not None)
        assert app.screen.query_one("#means", Select).value == "sms"
        assert app.screen.query_one("#summary", Input).value == SCAM
        assert app.screen.query_one("#answered", Select).value == "no"


async def test_a_checked_message_is_kept_and_stands_under_cases(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "", JIEBEI)
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, MessageCheck) and app.screen.focused is not None)
        app.screen.query_one(TextArea).text = SCAM
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ChoiceScreen), "no choice of what to keep")
        await until(pilot, lambda: app.screen.focused is not None)
        await pilot.press("enter")
        await until(pilot, lambda: any("Kept a checked message" in each for each in app.messages))
        (kept,) = list_checks(story, JIEBEI)
        assert (kept.verdict, kept.words) == ("stop", "")
        await until(pilot, lambda: isinstance(app.screen, MessageCheck))
        await pilot.press("escape")
        screen = await talks(pilot, "cases", JIEBEI)
        await shows(pilot, "stop: do not pay")
        await pilot.press("end")
        await pilot.press("d")
        await until(pilot, lambda: not list_checks(story, JIEBEI))
        assert screen.pane == "cases"


async def test_the_answers_of_an_adviser_say_what_to_beware_of_before_they_are_kept(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "cases", CARD)
        screen.action_add_entry("adviser")
        dialog = await form(pilot)
        await shows(pilot, "Do they want money before anything is done?")
        put(dialog, name="Quick Relief", up_front_fee="yes", fee="3000", saves="2500")
        preview = dialog.query_one("#preview", Static)
        await until(pilot, lambda: "!! money up front" in str(preview.content), "it was not said")
        await saved(pilot, "Kept what Quick Relief answered. u undoes it.")
        await shows(pilot, "stop: signs of fraud")
        (kept,) = list_advisers(story)
        assert (kept.verdict, kept.dearer, kept.loan_id) == ("stop", True, CARD)
        await pilot.press("end")
        dialog = await form(pilot, "enter")
        put(dialog, up_front_fee="no")
        await saved(pilot, "Kept what Quick Relief answered. u undoes it.")
        await until(pilot, lambda: list_advisers(story)[0].verdict == "look")


async def test_a_loan_is_settled_with_its_letter(story: Book, tmp_path: Path) -> None:
    paper = tmp_path / "settled.txt"
    paper.write_text("settled in full")
    loan = read_loan(story.conn, JIEBEI)
    assert loan is not None
    done, problems = add_evidence(story, paper, {"kind": "settlement_letter"}, loan=loan)
    assert done is not None, problems
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        await talks(pilot, "", JIEBEI)
        dialog = await form(pilot, "s")
        assert dialog.query_one("#letter", Select).value != "-", "the letter that is kept comes first"
        put(dialog, letter="-")
        preview = dialog.query_one("#preview", Static)
        await until(pilot, lambda: "Without the letter nothing but" in str(preview.content))
        put(dialog, letter=str(done.ids[0]))
        await saved(pilot, "Closed Jiebei")
        found = settlement_of(story, JIEBEI)
        assert found is not None
        assert found.letter == done.ids[0]


async def test_offers_are_compared_and_an_oral_yes_changes_no_schedule(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await talks(pilot, "offers", JIEBEI)
        await until(pilot, lambda: screen.query_one("#offers VirtualList", VirtualList).count == 3)
        rows = screen._entries("offers")
        assert [each.number for each in rows] == [0, 1, 2]
        rates = [each.outline.rate.rate for each in rows]
        assert rates[2] > rates[1], "the refinancing is dearer, though its sums are smaller"
        await pilot.press("down")
        dialog = await form(pilot, "enter")
        await shows(pilot, "Agreed orally, not in writing: the schedule stays")
        put(dialog, letter="1")
        await shows(pilot, "Its payments become the schedule")
        await saved(pilot, "An arrangement about Jiebei 借呗 is in force. u undoes it.")
        await until(pilot, lambda: len(screen._entries("offers")) == 3, "the offers were not read again")
        await shows(pilot, "in force")
        await pilot.press("u")
        await until(pilot, lambda: app.messages[-1].startswith("Undone: "))


async def test_a_paper_is_made_shown_and_written(story: Book, tmp_path: Path) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "paper", JIEBEI)
        screen.query_one("#paper VirtualList", VirtualList).cursor = 1
        dialog = await form(pilot, "enter")
        put(dialog, language="zh_CN", name="李雷")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and bool(app.screen.query("#text")))
        await shows(pilot, "Jiebei 借呗")
        target = tmp_path / "brief.html"
        await pilot.press("x")
        await until(pilot, lambda: bool(app.screen.query("#box Input")))
        app.screen.query_one("#box Input", Input).value = str(target)
        await pilot.press("enter")
        await until(pilot, target.exists)
        assert "李雷" in target.read_text("utf-8")
        assert target.stat().st_mode & 0o77 == 0
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


async def test_hardship_and_a_complaint_are_kept_as_cases(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "cases", CARD)
        screen.action_add_entry("hardship")
        dialog = await form(pilot)
        put(dialog, cause="job_loss")
        await saved(pilot, "Kept a hardship of CMB credit card. u undoes it.")
        await shows(pilot, "3 papers missing")
        await pilot.press("down")
        dialog = await form(pilot, "enter")
        put(dialog, state="have")
        await saved(pilot, "Noted a paper of a hardship. u undoes it.")
        await shows(pilot, "2 papers missing")
        screen.action_add_entry("complaint")
        dialog = await form(pilot)
        put(dialog, body="12378")
        await saved(pilot, "Began a complaint about CMB credit card. u undoes it.")
        await shows(pilot, "12378")
        await pilot.press("end")
        screen.action_incident()
        dialog = await form(pilot)
        put(dialog, what="they called my mother")
        await saved(pilot, "Added an incident to a complaint. u undoes it.")
        await shows(pilot, "they called my mother")
        await form(pilot, "t")
        await saved(pilot, "Filed a complaint. u undoes it.")
        await shows(pilot, "filed")
        await form(pilot, "o")
        await saved(pilot, "Noted the answer to a complaint. u undoes it.")
        await shows(pilot, "upheld")


async def test_the_page_of_a_loan_leads_to_its_talks_and_tells_them(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_loan(JIEBEI)
        await until(pilot, lambda: isinstance(app.screen, LoanScreen) and app.screen._view is not None)
        loan = app.screen
        assert isinstance(loan, LoanScreen)
        loan.pane = "timeline"
        await shows(pilot, "22:30 from them told to pay 1,883.58")
        await shows(pilot, "agreed oral")
        loan.pane = "arrears"
        await shows(pilot, "!! 12 days overdue, since 2026-11-09 (M1); suspected")
        await shows(pilot, "Held by MYbank (2026-06-09) > Hua Collections (2026-11-16)")
        loan.pane = "evidence"
        await shows(pilot, "letter.txt")
        await pilot.press("5")
        await until(pilot, lambda: isinstance(app.screen, TalksScreen) and app.screen.case is not None)
        assert isinstance(app.screen, TalksScreen)
        assert app.screen.loan_id_here() == JIEBEI


async def test_a_draft_opens_again_on_its_loan(story: Book) -> None:
    app = Dashboard(BookAnswers(story))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await talks(pilot, "log", JIEBEI)
        dialog = await form(pilot, "n")
        put(dialog, summary="half a sentence")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("left", "1")
        await until(pilot, lambda: app.current_mode == "home")
        await pilot.press("ctrl+g")
        await shows(pilot, "Log a contact with Jiebei")
        dialog = await form(pilot, "enter")
        assert dialog.query_one("#summary", Input).value == "half a sentence"
        assert screen.loan_id_here() == JIEBEI


async def test_hidden_amounts_are_hidden_in_every_list(story: Book, lines: Lines) -> None:
    app = Dashboard(BookAnswers(story), hide_amounts=True)
    async with app.run_test(size=(120, 36)) as pilot:
        for pane in PANES[1:]:
            await talks(pilot, pane, JIEBEI)
            found = "\n".join(await settled(pilot, lambda: lines(app)))
            assert not re.search(r"\d\.\d\d(?!\d|%)", found), pane
    locale.hiding.hide(hidden=False)
