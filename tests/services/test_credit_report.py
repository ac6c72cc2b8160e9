"""Reports are kept typed or from a file, compared, and warned about where something came back."""

from __future__ import annotations

from datetime import date

import pytest
from lived import TODAY, add

from tracker.services import credit, credit_dispute, credit_report
from tracker.services.book import write_settings
from tracker.services.credit_steps import credit_steps
from tracker.services.exporting import export_all
from tracker.services.history import undo
from tracker.services.importing import ImportOptions, import_path
from tracker.services.loan import change

BAD = {"lender": "CMB", "tail": "1234", "status": "overdue", "overdue": "310"}
GOOD = {**BAD, "status": "normal", "overdue": "0"}


def pull(book, on: str, *entries: dict[str, str], bureau: str = "PBOC") -> int:
    done, problems = credit_report.add_report(book, {"bureau": bureau, "on": on})
    assert done is not None, problems
    for each in entries:
        assert credit_report.add_entry(book, done.ids[0], each)[0]
    return done.ids[0]


def keep(checked) -> int:
    done, problems = checked
    assert done is not None, problems
    return done.ids[0]


def test_a_file_comes_in_whole_or_not_at_all(book, tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(credit_report.template(), encoding="utf-8")
    keep(credit_report.add_report(book, {"bureau": "PBOC", "on": "2026-11-01"}, str(path)))
    (report,) = credit_report.list_reports(book)
    (entry,) = report.entries
    assert (entry.name, entry.kind.value, entry.overdue_minor, entry.opened_on) == (
        "CMB 1234", "card", 31000, date(2021, 5, 3),
    )  # fmt: skip
    assert [each.who for each in report.enquiries] == ["MYbank"]
    assert undo(book)
    assert credit_report.list_reports(book) == ()
    path.write_text(
        "机构,账户状态,逾期金额,开立日期\n招商银行,逾期,abc,2021-05-03\n工行,糟糕,1,\n", encoding="utf-8"
    )
    done, problems = credit_report.add_report(book, {"bureau": "人行"}, str(path))
    assert done is None
    assert [(each.line, each.column, each.code) for each in problems] == [
        (2, "逾期金额", "amount_unreadable"), (3, "账户状态", "not_a_choice"),
    ]  # fmt: skip
    assert credit_report.list_reports(book) == ()
    path.write_text("机构,账户状态,逾期金额\n招商银行,逾期,310\n", encoding="utf-8")
    keep(credit_report.add_report(book, {"bureau": "人行"}, str(path)))
    assert credit_report.list_reports(book)[0].entries[0].status.value == "overdue"
    assert (
        credit_report.add_report(book, {"bureau": "X"}, str(tmp_path / "none.csv"))[1][0].code
        == "file_missing"
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"bureau": ""}, "required"),
        ({"bureau": "A", "on": "2027-01-01"}, "in_the_future"),
        ({"bureau": "pboc", "on": "2026-11-01"}, "report_there"),
        ({"bureau": "A", "free": "perhaps"}, "not_a_choice"),
        ({"bureau": "A", "place": "mars"}, "not_a_choice"),
    ],
)
def test_what_is_no_report_is_refused(book, fields, code):
    pull(book, "2026-11-01")
    assert credit_report.add_report(book, fields)[1][0].code == code


def test_lines_are_typed_corrected_and_thrown_away(book):
    report = pull(book, "2026-11-01", BAD)
    entry = credit_report.list_reports(book)[0].entries[0]
    keep(credit_report.edit_entry(book, entry.id, {"status": "settled", "tail": "-", "closed": "2026-10-01"}))
    after = credit_report.list_reports(book)[0].entries[0]
    assert (after.status.value, after.tail, after.overdue_minor) == ("settled", "", 31000)
    wrong = {"lender": "A", "opened": "2026-02-01", "closed": "2026-01-01"}
    assert credit_report.add_entry(book, report, wrong)[1][0].code == "closed_before_opened"
    enquiry = keep(credit_report.add_enquiry(book, report, {"who": "BOC", "asked": "2026-10-01"}))
    keep(credit_report.edit_enquiry(book, enquiry, {"why": "card"}))
    assert credit_report.add_enquiry(book, report, {"who": "BOC"})[1][0].code == "required"
    for table, number in (("report_entry", entry.id), ("enquiry", enquiry)):
        keep(credit.remove_entry(book, table, number))
        assert [each[:2] for each in credit.list_trashed(book).parts] == [(table, number)]
        keep(credit.restore_entry(book, table, number))
    keep(credit.remove_entry(book, "report", report))
    assert credit.recovery(book).file.reports == ()
    keep(credit.restore_entry(book, "report", report))
    keep(credit_report.edit_report(book, report, {"free": "no"}))
    assert not credit_report.list_reports(book)[0].free
    for act in (
        credit_report.edit_report, credit_report.add_entry, credit_report.edit_entry,
        credit_report.edit_enquiry,
    ):  # fmt: skip
        assert act(book, 99, {})[1][0].code == "gone"


def test_two_reports_are_compared_and_what_cannot_be_says_so(book):
    def codes(**given) -> list[str]:
        return [each.code for each in credit_report.compare(book, **given)[1]]

    assert codes() == ["two_reports_needed"]
    first = pull(book, "2026-01-01", BAD)
    second = pull(book, "2026-05-01", GOOD)
    other = pull(book, "2026-05-01", BAD, bureau="Baihang")
    found, _none = credit_report.compare(book)
    assert found is not None
    assert (found.older.id, found.newer.id, len(found.changed)) == (first, second, 1)
    assert credit_report.compare(book, older=second, newer=first)[0] == found
    assert codes(older=first, newer=99) == ["gone"]
    assert codes(older=first, newer=other) == ["other_bureau"]
    assert codes(bureau="baihang") == ["two_reports_needed"]
    assert codes(bureau="x") == ["gone"]
    pull(book, "2026-06-01", bureau="Baihang")
    assert codes() == ["which_bureau"]


def test_what_came_back_alarms_until_it_is_accounted_for(book):
    pull(book, "2026-01-01", BAD)
    entry = credit_report.list_reports(book)[0].entries[0].id
    mark = keep(credit.add_mark(book, {"entry": str(entry), "origin": "2025-12-01", "kind": "late"}))
    assert credit.credit_view(book).marks[0].description == "CMB 1234"
    dispute = keep(credit.add_dispute(book, {"mark": str(mark), "sent": "2026-02-01"}))
    keep(credit.answer_dispute(book, dispute, {"outcome": "removed", "answered": "2026-02-15"}))
    assert credit.recovery(book).file.alarms == ()
    pull(book, "2026-05-01", BAD)
    (alarm,) = credit.recovery(book).file.alarms
    assert (alarm.mark_id, alarm.dispute_id, alarm.gone_on) == (mark, dispute, date(2026, 2, 15))
    steps = {each.code: each for each in credit_steps(book)}
    assert steps["back_on_report"].command == f"debt credit dispute escalate {dispute}"
    keep(credit_dispute.escalate(book, dispute, {"sent": "2026-05-02"}))
    assert credit.recovery(book).file.alarms == ()


def test_an_account_that_no_report_between_shows_alarms_too(book):
    for on, entries in (("2026-01-01", (BAD,)), ("2026-03-01", ()), ("2026-05-01", (BAD,))):
        pull(book, on, *entries)
    (alarm,) = credit.recovery(book).file.alarms
    assert (alarm.mark_id, alarm.seen_on, alarm.gone_on) == (None, date(2026, 1, 1), date(2026, 3, 1))
    keep(credit.add_mark(book, {"entry": str(alarm.entry_id)}))
    assert credit.recovery(book).file.alarms == ()


def removal(book, **fields: str):
    mark = keep(credit.add_mark(book, {"description": "late", "bureau": "PBOC", **fields}))
    return next(each for each in credit.credit_view(book).marks if each.id == mark)


def test_a_mark_leaves_by_the_rule_of_its_bureau(book):
    paid = removal(book, settled="2021-05-02", origin="2021-04-01")
    assert paid.gone_by == date(2026, 5, 2)
    assert (paid.removal.rule, paid.removal.by_loan) == ("CN-B1", False)
    (step,) = (each for each in credit_steps(book) if each.code == "report_check")
    assert "should have left on 2026-05-02" in step.why
    assert "CN-B1" in step.why
    assert removal(book).removal.missing == "settled_on"
    assert removal(book, bureau="Experian").removal.missing == "place"
    us = removal(book, bureau="Experian", place="us", origin="2023-01-15", kind="charge_off")
    assert us.gone_by == date(2030, 7, 14)
    uk = removal(book, bureau="ClearScore", origin="2024-02-01")
    assert (uk.removal.on, uk.removal.verified, uk.gone_by) == (date(2030, 2, 1), False, None)
    write_settings(book, {"jurisdiction": "UK"})
    assert removal(book, bureau="Equifax", origin="2024-02-01").removal.rule == "UK-3"
    assert removal(book, settled="2025-01-01", expected_removal="2027-01-01").gone_by == date(2027, 1, 1)


def test_a_small_item_repaid_in_time_was_to_be_hidden(book):
    pull(book, "2025-06-01", BAD)
    entry = credit_report.list_reports(book)[0].entries[0].id
    mark = removal(book, entry=str(entry), origin="2025-05-01", settled="2025-12-10", kind="late")
    assert (mark.removal.rule, mark.removal.on) == ("CN-B5", date(2026, 1, 31))
    late = removal(book, entry=str(entry), origin="2025-05-01", settled="2026-04-10", kind="late")
    assert (late.removal.rule, late.removal.on) == ("CN-B1", date(2031, 4, 10))


def test_rounds_have_their_days_by_rule_and_late_answers_are_told(book):
    dispute = keep(credit.add_dispute(book, {"bureau": "PBOC", "ground": "paid", "sent": "2026-10-01"}))
    done, _none = credit.answer_dispute(book, dispute, {"outcome": "rejected", "answered": "2026-10-24"})
    assert done is not None
    assert done.notes[0] == "The answer came 3 days late: it was due by 2026-10-21 (CN-B4)."
    done, _none = credit_dispute.escalate(book, dispute, {"to": "PBOC branch", "sent": "2026-10-25"})
    assert done is not None
    assert done.notes == ("An answer is due by 2026-11-24 (CN-B4).",)
    found = credit_dispute.find_dispute(book, dispute)
    assert [(each.body.value, each.late_days, each.due_by) for each in found.rounds] == [
        ("bureau", 3, date(2026, 10, 21)), ("regulator", 0, date(2026, 11, 24)),
    ]  # fmt: skip
    assert credit.credit_progress(book).parts[1].done == 0, "the dispute is open again"
    assert credit_dispute.escalate(book, dispute, {"sent": "2026-10-02"})[1][0].code == "not_between"
    assert credit.edit_dispute(book, dispute, {"sent": "2026-10-26"})[1][0].code == "not_between"
    keep(credit_dispute.edit_round(book, dispute, {"answer_by": "2026-11-20", "reference": "88-1"}))
    assert credit_dispute.find_dispute(book, dispute).overdue_days(TODAY) == 1
    keep(credit.answer_dispute(book, dispute, {"outcome": "removed"}))
    assert credit_dispute.find_dispute(book, dispute).last.late_days == 1
    keep(credit_dispute.drop_round(book, dispute))
    assert credit_dispute.find_dispute(book, dispute).last.number == 1
    assert credit_dispute.drop_round(book, dispute)[1][0].code == "first_round"
    assert [each[0] for each in credit.list_trashed(book).parts] == ["dispute_round"]
    keep(credit.answer_dispute(book, dispute, {"outcome": "withdrawn"}))
    assert credit_dispute.escalate(book, dispute, {})[1][0].code == "dispute_withdrawn"
    for act in (
        credit_dispute.escalate,
        credit_dispute.edit_round,
        credit.edit_dispute,
        credit.answer_dispute,
    ):
        assert act(book, 99, {})[1][0].code == "gone"


def test_a_loan_that_is_paid_off_asks_for_the_report_until_one_is_pulled(book):
    loan = add(book, "Huabei", balance="100", as_of="2026-10-01")
    keep(change.close_loan(book, loan.id, on=date(2026, 11, 1)))
    codes = [each.code for each in credit_steps(book)]
    assert codes == ["settled_check"]
    assert ("report_check", "Huabei") in [(each.code, each.name) for each in credit.recovery(book).path]
    pull(book, TODAY.isoformat())
    assert list(credit_steps(book)) == []


def test_reports_and_rounds_leave_and_come_back_the_same(book, fresh, tmp_path):
    pull(book, "2026-01-01", BAD, {"lender": "Chase", "currency": "USD", "balance": "12.34"})
    pull(book, "2026-05-01", GOOD)
    entry = credit_report.list_reports(book)[0].entries[0].id
    mark = keep(credit.add_mark(book, {"entry": str(entry), "kind": "late", "settled": "2026-02-01"}))
    keep(credit_report.add_enquiry(book, 2, {"who": "BOC", "asked": "2026-04-01"}))
    dispute = keep(credit.add_dispute(book, {"mark": str(mark), "sent": "2026-03-01", "more_sent": "yes"}))
    keep(credit_dispute.escalate(book, dispute, {"to": "branch"}))
    export_all(book, tmp_path / "a")
    with fresh() as other:
        report, problems = import_path(other, tmp_path / "a", ImportOptions())
        assert problems == ()
        assert (report.rejected, report.skipped_rows) == ([], 0)
        assert credit.recovery(other).file == credit.recovery(book).file
        assert credit.credit_view(other).disputes == credit.credit_view(book).disputes
        assert credit.credit_view(other).marks == credit.credit_view(book).marks
        again, _none = import_path(other, tmp_path / "a", ImportOptions())
        assert again.imported == 0
