"""Our own files: out, into an empty file, and out again the same; damaged ones are refused by place."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lived import ACTS, TODAY, add, clock, facts, live, lives, pay

from tracker.domain.evidence.entry import Consent, Entry, EvidenceKind, digest
from tracker.domain.plan.run import Strategy
from tracker.locale.problems import sentence
from tracker.services import alert_inbox, alert_rules, credit
from tracker.services.book import open_book, write_settings
from tracker.services.exporting import book_json, export_all, write_book
from tracker.services.history import undo
from tracker.services.importing import ImportOptions, import_path
from tracker.services.loan.change import change_terms, edit_loan
from tracker.services.loan.listing import list_loans
from tracker.services.payment import edit_payment, list_payments
from tracker.services.plan.answers import PlanRequest
from tracker.services.plan.keeping import adopt_plan, save_plan
from tracker.services.plan.triage_calls import CALLS
from tracker.services.plan.triage_left import LEFT
from tracker.services.plan.triage_off import OFF
from tracker.services.talk.arrears import tell_arrears
from tracker.store.derived import differences
from tracker.store.exchange import STAYING
from tracker.store.loan import read_loans

many = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def out(book, folder):
    export_all(book, folder, force=True)
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def back(book, folder, **options):
    report, problems = import_path(book, folder, ImportOptions(**options))
    assert problems == ()
    assert report.imported + report.duplicates + report.skipped_rows + report.rejected_rows == report.rows
    return report


@many
@given(steps=lives)
def test_export_import_export_is_the_same(fresh, tmp_path, steps):
    with fresh() as book, fresh() as other:
        live(book, steps)
        files = out(book, tmp_path / "a")
        report = back(other, tmp_path / "a")
        assert (report.rejected, report.duplicates, report.skipped_rows) == ([], 0, 0)
        assert out(other, tmp_path / "b") == files
        assert differences(other.conn) == []
        assert facts(other) == facts(book)
        again = back(other, tmp_path / "a")
        assert again.imported == 0
        assert again.duplicates == report.imported
        assert out(other, tmp_path / "b") == files
        if report.imported:
            undo(other)
            assert all(not rows for rows in facts(other).values())


def test_cases_come_back_as_they_were(fresh, tmp_path):
    acts = ("add", "contact", "hardship", "complaint", "checked message", "adviser", "settle")
    steps = [(act, 1, 2, 1) for act in acts] + [("hardship", 0, 1, 1), ("complaint", 0, 1, 1)]
    with fresh() as book, fresh() as other:
        live(book, steps)
        files = out(book, tmp_path / "a")
        assert back(other, tmp_path / "a").rejected == []
        assert out(other, tmp_path / "b") == files
        assert facts(other) == facts(book)
        found = facts(book)
        for kind in (
            "hardship", "hardship_paper", "complaint", "complaint_incident", "message_check", "adviser",
        ):  # fmt: skip
            assert found[kind], kind


@many
@given(steps=lives, seed=st.integers(0, 9999))
def test_sorted_by_a_spreadsheet_the_references_still_hold(fresh, tmp_path, steps, seed):
    with fresh() as book, fresh() as other:
        live(book, steps)
        out(book, tmp_path / "a")
        for path in (tmp_path / "a").glob("*.csv"):
            header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
            random.Random(seed).shuffle(rows)
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([header, *rows])
        assert back(other, tmp_path / "a").rejected == []
        for kind in ("receipt", "dispute"):
            known = {"receipt": "payment", "dispute": "mark"}[kind]
            assert _told(other, kind, known) == _told(book, kind, known)


def _told(book, kind, known):
    """Each row with what it refers to written out, in no order."""
    rows = facts(book)
    return sorted(
        repr({**row, known: rows[known][int(row[known]) - 1] if row[known] else None}) for row in rows[kind]
    )


def test_a_book_with_other_loans_takes_it_in(fresh, tmp_path):
    with fresh() as book, fresh() as other:
        loan = add(book, "Jiebei", as_of="2026-10-01")
        pay(book, loan, 19052, account="CMB 1234", receipt=Path(__file__))
        pay(book, loan, 19052, account="CMB 1234", receipt=Path(__file__))
        credit.add_mark(book, {"description": "late"}, loan=loan)
        credit.add_dispute(book, {"mark": "1"})
        write_settings(book, {"currency": "CNY"})
        mine = add(other, "Car loan", currency="EUR")
        pay(other, mine, 500, account="CMB 1234")
        credit.add_mark(other, {"description": "mine"})
        write_settings(other, {"currency": "EUR"})
        out(book, tmp_path / "a")
        report = back(other, tmp_path / "a")
        assert report.rejected == []
        assert [skip.reason for skip in report.skipped] == ["changed_since"], "the setting stays"
        assert other.currency == "EUR"
        assert {row.loan: row.currency for row in list_loans(other)} == {"Car loan": "EUR", "Jiebei": "CNY"}
        assert len(list_payments(other)) == 3
        assert [row["mark"] for row in facts(other)["dispute"]] == ["2"]
        assert {row["payment"] for row in facts(other)["receipt"]} == {"1", "2"} or len(
            {row["payment"] for row in facts(other)["receipt"]}
        ) == 2
        assert back(other, tmp_path / "a").imported == 0
        assert differences(other.conn) == []


def test_what_was_changed_since_the_export_stays(book, tmp_path):
    loan = add(book, "Jiebei", as_of="2026-10-01")
    paid = pay(book, loan, 19052)
    out(book, tmp_path / "a")
    edit_payment(book, paid, {"note": "seen on the statement"})
    change_terms(book, loan.id, {"rate": "12%"}, effective_on=date(2026, 10, 1))
    edit_loan(book, loan.id, {"note": "called them"})
    before = facts(book)
    report = back(book, tmp_path / "a")
    assert (report.imported, report.skipped_rows, report.rejected) == (0, 3, [])
    assert facts(book) == before


def test_what_a_triage_keeps_by_number_stays_in_its_file(fresh, tmp_path):
    with fresh() as book, fresh() as other:
        add(book, "Jiebei")
        write_settings(book, dict.fromkeys(STAYING, "1:2026-12-01") | {"currency": "EUR"})
        found = out(book, tmp_path / "a")
        assert b"triage" not in found["setting.csv"]
        earlier = found["setting.csv"] + b"9,triage_calls,1\n"
        (tmp_path / "a" / "setting.csv").write_bytes(earlier)
        add(other, "Car loan")
        report = back(other, tmp_path / "a")
        assert "of_its_file" in [skip.reason for skip in report.skipped]
        assert [other.setting(key) for key in STAYING] == ["", "", ""]
        assert set(STAYING) == {LEFT, OFF, CALLS}


def test_the_same_loan_in_another_currency_is_no_duplicate(fresh, tmp_path):
    with fresh() as book, fresh() as other:
        pay(book, add(book, "Jiebei"), 500)
        add(other, "Jiebei", currency="EUR")
        out(book, tmp_path / "a")
        before = facts(other)
        report = back(other, tmp_path / "a")
        assert "currency_mismatch" in {problem.code for problem in report.rejected}
        assert not report.written
        assert facts(other) == before
        assert back(other, tmp_path / "a", skip_bad=True).imported == 0
        assert facts(other) == before


def test_a_refused_folder_makes_no_file(tmp_path, fresh):
    with fresh() as book:
        add(book)
        out(book, tmp_path / "a")
    file = tmp_path / "a" / "loan.csv"
    file.write_text(file.read_text().replace("level_payment", "magic"))
    target = tmp_path / "new" / "book.db"
    with open_book(target, today=TODAY, clock=clock(TODAY), may_create=True) as empty:
        assert not back(empty, tmp_path / "a").written
        assert not target.parent.exists()
        file.write_text(file.read_text().replace("magic", "level_payment"))
        assert back(empty, tmp_path / "a").written
        assert empty.created
    assert target.stat().st_mode & 0o777 == 0o600


DAMAGE = [
    ("loan", "method", "magic"),
    ("loan", "tracked_from", "2026-02-31"),
    ("loan", "tracked_from", ""),
    ("loan", "currency", "YUAN"),
    ("loan", "name", ""),
    ("loan", "balance", "1e9"),
    ("loan", "balance", "-5.00"),
    ("loan", "balance", "99999999999999999999"),
    ("terms", "loan", "nobody"),
    ("terms", "loan", ""),
    ("terms", "rate_percent", "abc"),
    ("terms", "rate_percent", "NaN"),
    ("terms", "rate_percent", "-1"),
    ("terms", "rate_percent", ""),
    ("terms", "allocation", "interest,interest"),
    ("terms", "allocation", ""),
    ("terms", "periods", "0"),
    ("terms", "periods", "--5"),
    ("terms", "periods", "٣"),
    ("terms", "periods", "99999999999999999999999"),
    ("terms", "grace_days", "1.5"),
    ("terms", "first_due_on", "9999-12-31"),
    ("terms", "effective_on", "0001-01-01"),
    ("terms", "every", "often"),
    ("payment", "amount", "0.00"),
    ("payment", "amount", "x"),
    ("payment", "amount", "1.234"),
    ("payment", "paid_on", "2026-13-01"),
    ("payment", "paid_on", "2026-11-22"),
    ("payment", "posted_on", "2027-01-01"),
    ("payment", "state", "done"),
    ("payment", "currency", "EUR"),
    ("payment", "account", "unknown"),
    ("receipt", "payment", "77"),
    ("receipt", "sha256", "abc"),
    ("receipt", "bytes", "-1"),
    ("autopay", "is_on", "2"),
    ("autopay", "mode", "some"),
    ("score", "value", "many"),
    ("score", "bureau", ""),
    ("dispute", "outcome", "won"),
    ("dispute", "mark", "9"),
    ("evidence", "payment", "77"),
    ("evidence", "loan", "nobody"),
    ("evidence", "dispute", "-1"),
]


@pytest.fixture
def exported(fresh, tmp_path):
    with fresh() as book:
        loan = add(book, "Jiebei", as_of="2026-10-01")
        pay(book, loan, 19052, account="CMB 1234", receipt=Path(__file__))
        mark, _ = credit.add_mark(book, {"description": "late"}, loan=loan)
        credit.add_dispute(book, {"mark": str(mark.ids[0])})
        credit.add_score(book, {"bureau": "PBOC", "value": "600"})
        from tracker.services.autopay import set_autopay

        set_autopay(book, loan, {"on": "on", "account": "CMB 1234"})
        out(book, tmp_path / "a")
    return tmp_path / "a"


def damage(folder, kind, column, value):
    path = folder / f"{kind}.csv"
    header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    rows[0][header.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


@pytest.mark.parametrize(("kind", "column", "value"), DAMAGE)
def test_a_damaged_cell_is_named_by_line_and_column(book, exported, kind, column, value):
    damage(exported, kind, column, value)
    report = back(book, exported)
    assert not report.written
    first = report.rejected[0]
    assert first.line == 2
    named = {column, "penalty_percent", "rate_per"} if (kind, value) == ("terms", "") else {column}
    if column == "posted_on":
        named = {"posted_on", "paid_on"}
    assert first.column in named
    assert sentence(first).startswith("line 2, column")
    assert all(not rows for rows in facts(book).values())
    back(book, exported, skip_bad=True)
    assert differences(book.conn) == []


@pytest.mark.parametrize("skip_bad", [False, True])
@pytest.mark.parametrize("corrects", ["0", "1", "77", "-1"])
@pytest.mark.parametrize("is_sealed", [False, True])
def test_an_entry_that_corrects_what_is_not_there_is_refused(book, exported, corrects, skip_bad, is_sealed):
    damage(exported, "evidence", "corrects", corrects)
    if is_sealed and corrects != "-1":
        with (exported / "evidence.csv").open(encoding="utf-8", newline="") as stream:
            row = next(csv.DictReader(stream))
        entry = Entry(
            number=1, kind=EvidenceKind(row["kind"]), name=row["name"], sha256=row["sha256"],
            bytes=int(row["bytes"]), entered_at=row["entered_at"], source=row["source"],
            happened_at=row["happened_at"], captured_at=row["captured_at"], note=row["note"],
            consent=Consent(row["consent"]), about=tuple(json.loads(row["about"]).items()),
            corrects=int(corrects),
        )  # fmt: skip
        damage(exported, "evidence", "hash", digest(entry))
    report = back(book, exported, skip_bad=skip_bad)
    first = report.rejected[0]
    code = "not_accepted_here" if corrects == "-1" else "unknown_reference" if is_sealed else "entry_changed"
    assert (first.code, first.line, report.written) == (code, 2, skip_bad)
    assert sentence(first).startswith("line 2, column")
    assert facts(book)["evidence"] == []


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_done_to_a_file_there_is_an_answer(fresh, exported, data):
    names = sorted(path.name for path in exported.glob("*.csv") if len(path.read_text().splitlines()) > 1)
    path = exported / data.draw(st.sampled_from(names))
    kept = path.read_bytes()
    header, *rows = csv.reader(io.StringIO(kept.decode(), newline=""))
    at = data.draw(st.integers(0, len(header) - 1))
    words = st.sampled_from(
        ["", "0", "1", "-1", "2026-02-29", "9999-12-31", "1970-01-01", "day", "revolving", "bullet", "3660",
         "\x1b[31m", "posted", "year", "week", "100000000000000", "999999", "0.000000000001", "custom", "31"]
    )  # fmt: skip
    rows[0][at] = data.draw(words | st.text(max_size=5))
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    try:
        with fresh() as book:
            report, problems = import_path(book, exported, ImportOptions(skip_bad=data.draw(st.booleans())))
            assert problems or report is not None
            for problem in (*problems, *(report.rejected if report else ())):
                assert sentence(problem)
            assert differences(book.conn) == []
            list_loans(book)
            list_payments(book)
            assert "\x1b" not in repr(facts(book)).replace("\\x1b", "\x1b")
    finally:
        path.write_bytes(kept)


def test_loans_alone_are_refused_for_want_of_terms(book, exported):
    for path in exported.glob("*.csv"):
        if path.name != "loan.csv":
            path.unlink()
    report = back(book, exported)
    assert not report.written
    assert [problem.code for problem in report.rejected] == ["terms_lacking"]
    assert list_loans(book) == ()


FILLED = (
    "setting", "account", "cash_event", "cash_occurrence", "cash_transfer", "loan", "terms",
    "custom_instalment", "payment", "receipt", "refund", "charge", "waiver", "statement", "claim", "autopay",
    "report", "report_entry", "enquiry", "mark", "dispute", "dispute_round", "score", "arrears", "channel",
    "contact", "promise", "negotiation", "negotiation_step", "offer", "offer_payment", "stage", "hardship",
    "hardship_paper", "complaint", "complaint_incident", "settlement", "message_check", "adviser",
    "alert_rule", "alert_hold", "plan", "plan_loan", "plan_payment", "evidence",
)  # fmt: skip
"""Kinds of facts that the book below has rows of."""


@pytest.fixture
def rich(book):
    """A book in which something of every kind is told."""
    number = random.Random(11)
    for place in range(6):
        ACTS["add"](book, place, place, 100 + place)
    acts = sorted(set(ACTS) - {"remove", "remove payment", "restore", "plan"})
    for _ in range(12):
        for what in acts:
            ACTS[what](book, *(number.randrange(1000) for _ in range(3)))
    loan = next(each for each in read_loans(book.conn) if each.closed_on is None)
    pay(book, loan, 100, receipt=Path(__file__), account="'=1+1", ref="''twice", note='"q"; \'\n=x,')
    late = add(book, "'=late", as_of="2026-08-01", first_due="2026-09-28", note="' =x")
    tell_arrears(book, late, {"product": "=p", "cause": "'lost my job", "told_on": "2026-10-01"})
    alert_rules.set_rule(book, "due", on=False)
    alert_inbox.clear(
        book, next(each.key for each in alert_inbox.inbox(book).items if each.loan_id == late.id)
    )
    asked = PlanRequest(
        currency=late.currency, monthly_minor=10**9, method=Strategy.SNOWBALL, order=(late.id,),
        frozen=(late.id,), one_off_minor=3, one_off_on=TODAY, drop_percent=Decimal("2.5"), drop_months=2,
    )  # fmt: skip
    for checked in (
        adopt_plan(book, asked, '\'=plan, "x"'),
        save_plan(book, replace(asked, rate_points=Decimal("-0.5"), buffer_minor=7), "kept"),
    ):
        assert checked[0], checked[1]
    return book


def vault_of(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_kind_of_fact_leaves_and_comes_back_as_it_was(rich, fresh, tmp_path):
    assert [kind for kind in FILLED if not facts(rich)[kind]] == []
    files = out(rich, tmp_path / "a")
    assert b"''=1+1" in files["account.csv"]
    with fresh() as other:
        report = back(other, tmp_path / "a")
        assert (report.rejected, report.skipped, report.notes) == ([], [], [])
        assert out(other, tmp_path / "b") == files
        assert facts(other) == facts(rich)
        assert vault_of(tmp_path / "b" / "evidence") == vault_of(tmp_path / "a" / "evidence") != {}
        assert differences(other.conn) == []


def test_the_whole_book_as_one_file_comes_back_as_it_was(rich, fresh, tmp_path):
    path = tmp_path / "book.json"
    folder, problems = write_book(rich, path, {"today": TODAY})
    assert (folder, problems) == (tmp_path / "book-evidence", ())
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    with fresh() as other:
        report, problems = import_path(other, path, ImportOptions())
        assert (problems, report.rejected, report.skipped, report.notes) == ((), [], [], [])
        assert facts(other) == facts(rich)
        write_book(other, tmp_path / "again.json", {"today": TODAY})
        assert (tmp_path / "again.json").read_bytes() == path.read_bytes()
        assert vault_of(tmp_path / "again-evidence") == vault_of(folder) != {}
        again, _problems = import_path(other, path, ImportOptions())
        assert (again.imported, again.duplicates) == (0, report.imported)
        undo(other)
        left = {kind for kind, rows in facts(other).items() if rows}
        assert left == {"evidence"}, "what was kept stays kept"
    assert write_book(rich, path, {})[1][0].code == "file_exists"


def test_a_book_in_one_file_that_is_not_whole_is_refused(book, exported, fresh, tmp_path):
    with fresh() as other:
        back(other, exported)
        text = "".join(book_json(other, {}))
    bad = {
        "table_malformed": (text[:-20], "[" * 100_000),
        "file_newer": (text.replace("debt/export@1", "debt/export@2"),),
        "unknown_kind": (text.replace('"score"', '"=magic"'),),
        "not_our_file": (text.replace('"data": {', '"date": {'), text.replace('"2026-10-01"', "[1]", 1)),
    }  # fmt: skip
    for code, texts in bad.items():
        for number, each in enumerate(texts):
            path = tmp_path / f"{code}{number}.json"
            head = '{"schema": "debt/export@1", "data": ' if each.startswith("[[") else ""
            path.write_text(head + each)
            report, problems = import_path(book, path, ImportOptions())
            assert (report, [problem.code for problem in problems]) == (None, [code]), path.name
            assert sentence(problems[0])
    path = tmp_path / "float.json"
    path.write_text(text.replace('"balance": "10000.00"', '"balance": 1e309'))
    report, problems = import_path(book, path, ImportOptions())
    assert (report.rejected[0].code, report.written) == ("amount_unreadable", False)
    assert all(not rows for rows in facts(book).values())
