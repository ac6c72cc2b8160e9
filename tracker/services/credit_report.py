"""Credit reports: kept as they were pulled, typed or from a file, and compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.domain.credit.facts import Place
from tracker.domain.credit.report import Diff, Enquiry, Entry, EntryKind, EntryStatus, Report, by_bureau, diff
from tracker.domain.loan.reading import Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import normal
from tracker.domain.typed.currencies import parse_currency
from tracker.formats.report_list import plain_word, read_report_rows
from tracker.formats.report_list import template as template
from tracker.formats.source import open_source
from tracker.locale import _, ngettext
from tracker.services.book import Book
from tracker.services.credit_entry import gone, iso, said, save, word, yes
from tracker.services.done import Done
from tracker.store.credit_report import read_reports

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tracker.formats.report_list import ReportRow
    from tracker.formats.source import Reader as SourceReader
    from tracker.formats.table import Table

    Fields = Mapping[str, str]


def list_reports(book: Book) -> tuple[Report, ...]:
    """Every report, newest first."""
    return read_reports(book.conn)


def find_report(book: Book, report_id: int) -> Report | None:
    """The report of a number, None if there is none."""
    return next((each for each in read_reports(book.conn) if each.id == report_id), None)


def add_report(
    book: Book,
    fields: Fields,
    file: str | None = None,
    *,
    stdin: SourceReader | None = None,
    decide: Callable[[str, str], str] = lambda _field, text: text,
) -> Checked[Done]:
    """Keep a report: bureau, on, place, free, note; with a file, every account and enquiry of it at once.

    `decide` gives a cell of the file the one reading of several that a person chose.
    """
    reader = Reader(fields, today=book.today, currency=book.currency)
    values = _report(book, reader, None)
    problems = list(reader.problems)
    rows: list[tuple[str, dict[str, Any]]] = []
    if file is not None:
        found, faults = _opened(file, stdin)
        problems += faults
        if found is not None:
            columns, listed = found
            for row in listed:
                cells = {key: decide(key, text) for key, text in row.cells.items()}
                table, made, wrong = _row(book, cells, is_enquiry=row.is_enquiry)
                problems += [
                    replace(each, line=row.line, column=columns.name_of(each.field)) for each in wrong
                ]
                rows.append((table, made))
    if problems:
        return None, tuple(problems)
    title = _("Kept the report of {name} of {date}").format(name=values["bureau"], date=values["pulled_on"])
    with book.change(title) as writer:
        report_id = writer.insert("report", values)
        for table, made in rows:
            writer.insert(table, {"report_id": report_id, **made})
    accounts = sum(1 for table, _made in rows if table == "report_entry")
    notes = () if file is None else (_brought(accounts, len(rows) - accounts),)
    return Done(title=title, action_id=writer.action_id, ids=(report_id,), notes=notes), ()


def _opened(file: str, stdin: SourceReader | None) -> Checked[tuple[Table, tuple[ReportRow, ...]]]:
    source, problems = open_source(file, stdin=stdin)
    return (None, problems) if source is None else read_report_rows(source)


def edit_report(book: Book, report_id: int, fields: Fields) -> Checked[Done]:
    """Change what is known of a report itself; what is not given stays."""
    old = find_report(book, report_id)
    if old is None:
        return None, gone("report", report_id)
    reader = Reader(fields, today=book.today, currency=book.currency)
    values = _report(book, reader, old)
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Changed a credit report"), "report", values, old)


def add_entry(book: Book, report_id: int, fields: Fields) -> Checked[Done]:
    """Add an account a report shows: its fields are the columns of the template."""
    return _save_part(book, report_id, fields, None, is_enquiry=False)


def edit_entry(book: Book, entry_id: int, fields: Fields) -> Checked[Done]:
    """Correct an account that was typed wrongly; what is not given stays."""
    old = next(
        (each for report in read_reports(book.conn) for each in report.entries if each.id == entry_id), None
    )
    if old is None:
        return None, gone("report_entry", entry_id)
    return _save_part(book, old.report_id, fields, old, is_enquiry=False)


def add_enquiry(book: Book, report_id: int, fields: Fields) -> Checked[Done]:
    """Add an enquiry a report shows: who, asked, why."""
    return _save_part(book, report_id, fields, None, is_enquiry=True)


def edit_enquiry(book: Book, enquiry_id: int, fields: Fields) -> Checked[Done]:
    """Correct an enquiry that was typed wrongly; what is not given stays."""
    found = (each for report in read_reports(book.conn) for each in report.enquiries)
    old = next((each for each in found if each.id == enquiry_id), None)
    if old is None:
        return None, gone("enquiry", enquiry_id)
    return _save_part(book, old.report_id, fields, old, is_enquiry=True)


def compare(
    book: Book, *, bureau: str = "", older: int | None = None, newer: int | None = None
) -> Checked[Diff]:
    """What changed between two reports: those named, else the last two of a bureau."""
    reports = read_reports(book.conn)
    if older is not None or newer is not None:
        found = [next((each for each in reports if each.id == number), None) for number in (older, newer)]
        for number, each in zip((older, newer), found, strict=True):
            if each is None:
                return None, gone("report", number or 0)
        a, b = sorted((each for each in found if each), key=lambda each: (each.pulled_on, each.id))
        if normal(a.bureau) != normal(b.bureau):
            return None, (Problem(code="other_bureau", field="report", value=f"{a.bureau}, {b.bureau}"),)
        return diff(a, b), ()
    pulls = by_bureau(reports)
    if bureau:
        own = pulls.get(normal(bureau), ())
        if not own:
            return None, (Problem(code="gone", field="bureau", value=bureau),)
        return (diff(own[-2], own[-1]), ()) if len(own) > 1 else (None, (_too_few(own[-1].bureau),))
    two = [each for each in pulls.values() if len(each) > 1]
    if len(two) == 1:
        return diff(two[0][-2], two[0][-1]), ()
    if not two:
        return None, (_too_few(""),)
    names = ", ".join(each[-1].bureau for each in two)
    return None, (Problem(code="which_bureau", field="bureau", value=names, hint="--bureau"),)


def _too_few(bureau: str) -> Problem:
    return Problem(code="two_reports_needed", field="bureau", value=bureau)


def _report(book: Book, reader: Reader, old: Report | None) -> dict[str, Any]:
    bureau = said(reader, "bureau", old.bureau if old else "")
    on = reader.on("on", old.pulled_on if old else book.today) or book.today
    if not bureau:
        reader.problems.append(Problem(code="required", field="bureau"))
    if on > book.today:
        reader.wrong("in_the_future", "on")
    same = [each for each in read_reports(book.conn) if normal(each.bureau) == normal(bureau)]
    if any(each.pulled_on == on and (old is None or each.id != old.id) for each in same):
        reader.problems.append(
            Problem(code="report_there", field="on", value=on.isoformat(), params={"bureau": bureau})
        )
    place = word(reader, "place", Place, Place(old.place) if old else Place.UNKNOWN, Place.UNKNOWN)
    return {
        "bureau": bureau,
        "pulled_on": on.isoformat(),
        "place": place.value,
        "free": int(yes(reader, "free", old.free if old else True)),
        "note": said(reader, "note", old.note if old else "", lines=True),
    }


def _save_part(
    book: Book, report_id: int, fields: Fields, old: Entry | Enquiry | None, *, is_enquiry: bool
) -> Checked[Done]:
    report = find_report(book, report_id)
    if report is None:
        return None, gone("report", report_id)
    table, values, problems = _row(book, fields, is_enquiry=is_enquiry, old=old)
    if problems:
        return None, tuple(problems)
    if old is None:
        values["report_id"] = report_id
    titles = (
        (_("Added an enquiry to a report"), _("Changed an enquiry of a report"))
        if is_enquiry
        else (_("Added an account to a report"), _("Changed an account of a report"))
    )
    return save(book, titles[old is not None], table, values, old)


def _row(
    book: Book,
    fields: Fields,
    *,
    is_enquiry: bool,
    old: Entry | Enquiry | None = None,
) -> tuple[str, dict[str, Any], list[Problem]]:
    """One line of a report as its table holds it, and what is wrong with it."""
    words = {key: plain_word(key, text) for key, text in fields.items()}
    reader = Reader(words, today=book.today, currency=book.currency)
    if is_enquiry:
        values = _enquiry(book, reader, old if isinstance(old, Enquiry) else None)
        return "enquiry", values, reader.problems
    return "report_entry", _account(book, reader, old if isinstance(old, Entry) else None), reader.problems


def _enquiry(book: Book, reader: Reader, old: Enquiry | None) -> dict[str, Any]:
    who = said(reader, "who" if "who" in reader.fields else "lender", old.who if old else "")
    asked = reader.on("asked", old.asked_on if old else None)
    if not who:
        reader.problems.append(Problem(code="required", field="who"))
    if asked is None and not any(each.field == "asked" for each in reader.problems):
        reader.problems.append(Problem(code="required", field="asked"))
    if asked is not None and asked > book.today:
        reader.wrong("in_the_future", "asked")
    why = said(reader, "why" if "why" in reader.fields else "remark", old.why if old else "")
    return {"who": who, "asked_on": iso(asked), "why": why}


def _account(book: Book, reader: Reader, old: Entry | None) -> dict[str, Any]:
    lender = said(reader, "lender", old.lender if old else "")
    if not lender:
        reader.problems.append(Problem(code="required", field="lender"))
    currency = old.currency if old else book.currency
    if reader.given("currency"):
        parsed, wrong = parse_currency(reader.fields["currency"])
        reader.problems += wrong
        currency = parsed or currency
    reader.currency = currency
    opened = reader.on("opened", old.opened_on if old else None)
    closed = reader.on("closed", old.closed_on if old else None)
    for field, on in (("opened", opened), ("closed", closed)):
        if on is not None and on > book.today:
            reader.wrong("in_the_future", field)
    if opened and closed and closed < opened:
        reader.wrong("closed_before_opened", "closed")
    unknown = EntryStatus.UNKNOWN
    return {
        "lender": lender,
        "tail": said(reader, "tail", old.tail if old else ""),
        "kind": word(reader, "kind", EntryKind, old.kind if old else EntryKind.OTHER, EntryKind.OTHER).value,
        "status": word(reader, "status", EntryStatus, old.status if old else unknown, unknown).value,
        "currency": currency,
        "balance_minor": reader.amount("balance", old.balance_minor if old else None),
        "overdue_minor": reader.amount("overdue", old.overdue_minor if old else None),
        "worst": said(reader, "worst", old.worst if old else ""),
        "opened_on": iso(opened),
        "closed_on": iso(closed),
        "remark": said(reader, "remark", old.remark if old else ""),
    }


def _brought(accounts: int, enquiries: int) -> str:
    shown = ngettext("{n} account", "{n} accounts", accounts).format(n=accounts)
    asked = ngettext("{n} enquiry", "{n} enquiries", enquiries).format(n=enquiries)
    return _("{accounts}, {enquiries}.").format(accounts=shown, enquiries=asked)
