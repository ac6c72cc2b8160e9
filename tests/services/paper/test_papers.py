"""Papers as they are read, in both languages; what is taken out of them; how they are written."""

from __future__ import annotations

import os
import stat
from datetime import datetime
from pathlib import Path

import pytest
from case_told import CHINESE, ENGLISH, tell
from lived import add

from tracker import locale
from tracker.domain.recovery.redaction import PARTS
from tracker.locale.hiding import hiding
from tracker.services.credit_dates import dated_disputes
from tracker.services.credit_dispute import answer_dispute, escalate
from tracker.services.credit_report import add_report
from tracker.services.history import list_actions
from tracker.services.paper.draft import PaperOptions
from tracker.services.paper.papers import (
    KINDS,
    paper_texts,
    read_redaction,
    sheet_of,
    write_paper,
)
from tracker.services.talk.channels import edit_channel

GOLDEN = Path(__file__).with_name("golden")
NOW = datetime(2026, 11, 21, 13, 5)


@pytest.fixture(params=["en", "zh_CN"])
def told(request, book, tmp_path):
    """The case in a language, and the language."""
    return tell(book, tmp_path, ENGLISH if request.param == "en" else CHINESE), request.param


def made(book, case, kind, **options):
    about = None if kind in ("statement", "dispute") else case.loan.id
    found, problems = paper_texts(
        book, kind, about, dispute_id=case.dispute_id, options=PaperOptions(**options), now=NOW
    )
    assert found is not None, problems
    return found


def golden(name, text):
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text("utf-8"), f"{name}: look at it, then run with UPDATE_GOLDEN=1"


def test_each_paper_reads_as_it_should(told, book):
    case, language = told
    for kind in KINDS:
        paper = made(book, case, kind, language=language)
        open_places = "".join(f"<!-- {each} -->\n" for each in (*paper.blanks, *paper.notes))
        golden(f"{kind}-{language}.md", paper.markdown + open_places)
        assert (paper.language, locale.language()) == (language, "en")
        assert f"<title>{paper.title}</title>" in paper.html


def test_a_paper_is_made_in_another_language_than_the_program_speaks(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    assert "贵方" in made(book, case, "hardship", language="zh_CN").markdown
    assert "敬启者" not in made(book, case, "hardship").markdown
    sheet = sheet_of(book, case.loan, options=PaperOptions(language="zh_CN"), now=NOW)
    assert sheet.sections[0].title == "电话"
    assert locale.language() == "en"


def test_what_is_given_fills_the_open_places_and_stays_whole(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    given = {"name": "Li Lei", "phone": "13911112222", "address": "1 High Road", "contract": "HT2026000123"}
    paper = made(book, case, "hardship", given=given)
    assert paper.blanks == ()
    for words in given.values():
        assert words in paper.markdown
    assert "[ " not in paper.markdown


def test_other_debts_are_a_total_unless_they_are_asked_for(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    brief = made(book, case, "brief").markdown
    assert "2 other debts, 11,200.00 CNY in all." in brief
    assert "China Merchants Bank" not in brief
    shown = made(book, case, "brief", show_lenders=True).markdown
    assert "| China Merchants Bank | 8,200.00 CNY |" in shown
    both = {"show_lenders": True, "redact": frozenset({"lenders"})}
    assert "| Lender A | 8,200.00 CNY |" in made(book, case, "brief", **both).markdown


def test_the_parts_of_a_statement_add_up_to_what_is_offered(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    text = made(book, case, "statement", offer_minor=100_001).markdown
    parts = [line.split(" | ")[-1].removesuffix(" CNY |") for line in text.splitlines() if " % | " in line]
    cents = [int(each.replace(",", "").replace(".", "")) for each in parts]
    assert sum(cents[:-1]) == cents[-1] == 100_001
    assert len(cents) == 4


def test_debts_of_another_currency_stand_by_themselves_and_share_nothing(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    add(book, "Student", currency="USD", balance="2400", rate="5%", periods="24", due_day="28")
    text = made(book, case, "statement").markdown
    assert "## Creditors, USD" in text
    assert "no rate of exchange is assumed" in text


def test_without_income_nothing_is_shared_and_nothing_owed_is_no_statement(book):
    found, problems = paper_texts(book, "statement")
    assert (found, problems[0].code) == (None, "nothing_owed")
    loan = add(book, "Jiebei")
    found, _problems = paper_texts(book, "statement")
    assert "no certain income is entered" in found.markdown
    assert "At present my essential costs" not in paper_texts(book, "hardship", loan.id)[0].markdown


@pytest.mark.parametrize(
    ("kind", "about", "code"),
    [
        ("brief", None, "paper_of_loan"), ("hardship", 99, "gone"), ("dispute", 99, "gone"),
        ("poem", 1, "unknown_choice"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_says_why(book, kind, about, code):
    found, problems = paper_texts(book, kind, about, dispute_id=about)
    assert (found, problems[0].code) == (None, code)


def test_words_for_what_is_taken_out():
    assert read_redaction(("numbers, Lenders",))[0] == frozenset({"numbers", "lenders"})
    assert read_redaction(("none",))[0] == frozenset()
    found, problems = read_redaction(("faces",))
    assert (found, problems[0].code, problems[0].value) == (None, "unknown_redaction", "faces")
    assert set(PARTS) == {"numbers", "lenders", "names"}


def test_no_name_is_left_where_names_are_taken_out(told, book):
    case, language = told
    words = ENGLISH if language == "en" else CHINESE
    for kind in KINDS:
        paper = made(book, case, kind, language=language, redact=frozenset({"names"}))
        assert words["who"] not in paper.markdown + paper.html
    assert words["who"] in made(book, case, "confirm", redact=frozenset()).markdown


def test_a_letter_says_first_what_it_may_restart(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    notes = made(book, case, "hardship").notes
    assert notes[0].startswith("A draft from your records, not legal advice")
    assert any("CN-T3" in each for each in notes)
    assert len(made(book, case, "complaint").notes) == 1
    assert made(book, case, "callsheet").notes == ()


def test_hidden_amounts_are_hidden_in_papers_too(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    with hiding(hidden=True):
        for kind in ("brief", "statement", "hardship"):
            assert "2,0" not in made(book, case, kind).markdown


def test_the_hours_of_a_channel_are_held_against_the_clock(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    saturday = sheet_of(book, case.loan, now=NOW).sections[0].lines[0]
    monday = sheet_of(book, case.loan, now=datetime(2026, 11, 23, 9, 0)).sections[0].lines[0]
    assert "opens 2026-11-23 09:00" in saturday
    assert "open now" in monday
    edit_channel(book, 1, {"value": "010 8888 7777"})
    assert "010 8888 7777" in sheet_of(book, case.loan, now=NOW).sections[0].lines[0]


def test_a_paper_is_written_for_its_owner_only_and_never_over_another(opened, tmp_path):
    book = opened()
    paper = made(book, tell(book, tmp_path, ENGLISH), "brief")
    before = list_actions(book)
    place, problems = write_paper(book, paper, tmp_path, form="html")
    assert (problems, place) == ((), tmp_path / "brief-jiebei-2026-11-21.html")
    assert place.read_text("utf-8") == paper.html
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert write_paper(book, paper, place)[1][0].code == "file_exists"
    assert write_paper(book, paper, place, force=True)[0] == place
    assert place.read_text("utf-8") == paper.markdown
    assert write_paper(book, paper, tmp_path / "no" / "x.md")[1][0].code == "folder_missing"
    for name in ("x" * 300, "a\0b"):
        assert write_paper(book, paper, tmp_path / name)[1][0].code == "file_unreadable"
    dry = tmp_path / "dry.md"
    assert write_paper(opened(dry_run=True), paper, dry)[0] == dry
    assert not dry.exists()
    assert list_actions(book) == before


def test_an_objection_names_the_day_of_the_last_report_that_was_kept(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    assert "date of the report" in made(book, case, "dispute").blanks
    for on in ("2026-09-01", "2026-11-02"):
        assert add_report(book, {"bureau": "pboc", "on": on})[0]
    paper = made(book, case, "dispute")
    assert "My credit report of November 2, 2026" in paper.markdown
    assert "date of the report" not in paper.blanks


def test_an_objection_without_an_answer_names_the_day_of_the_rule_and_of_the_last_round(book, tmp_path):
    case = tell(book, tmp_path, ENGLISH)
    first = made(book, case, "dispute").markdown
    dispute = next(each for each in dated_disputes(book) if each.id == case.dispute_id)
    assert dispute.due_by is not None
    assert dispute.overdue_days(book.today) == 0 or "an answer was due by" in first
    done, problems = answer_dispute(book, case.dispute_id, {"outcome": "rejected", "on": "2026-10-20"})
    assert done is not None, problems
    done, problems = escalate(book, case.dispute_id, {"sent": "2026-10-21", "answer_by": "2026-11-10"})
    assert done is not None, problems
    second = made(book, case, "dispute").markdown
    assert "an answer was due by November 10, 2026" in second
