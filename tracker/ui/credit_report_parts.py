"""The words and figures of reports, their lines, enquiries and the path on the Credit screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.domain.credit.report import EntryKind, EntryStatus, diff
from tracker.locale import _
from tracker.locale.credit import entry_kind_text, entry_status_text, part_text, step_text
from tracker.locale.joining import listed
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import MARKS
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.credit.path import Step
    from tracker.domain.credit.report import Changed, Diff, Enquiry, Entry, Report
    from tracker.services.credit_views import File, Recovery


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the report in view: the account, or one that the report before had and this one lacks."""

    entry: Entry
    is_gone: bool = False


def report_columns() -> tuple[Column, ...]:
    """The columns of the reports."""
    return (
        Column(title="", width=2),
        Column(title=_("Bureau"), width=10, grow=True),
        Column(title=_("Pulled"), width=10),
        Column(title=_("Lines"), width=6, right=True),
        Column(title=_("Adverse"), width=8, right=True, least=50),
        Column(title=_("Enquiries"), width=9, right=True, least=60),
        Column(title=_("Free left"), width=12, least=50),
    )


def report_lines(file: File) -> tuple[Line, ...]:
    """The reports, newest first; what is still free stands at the last one of each bureau."""
    left = {bureau.reports[0].id: bureau for bureau in file.bureaus}
    back = {alarm.report_id for alarm in file.alarms}
    found = []
    for each in file.reports:
        bureau = left.get(each.id)
        free = ""
        if bureau is not None and bureau.left is not None:
            free = str(bureau.left) if bureau.left else _day(bureau.next_on)
        elif bureau is not None:
            free = "?"
        tone = "overdue" if each.id in back else ""
        adverse = sum(1 for entry in each.entries if entry.adverse)
        cells = (
            MARKS.get(tone, ""), each.bureau, _day(each.pulled_on), str(len(each.entries)), str(adverse),
            str(len(each.enquiries)), free,
        )  # fmt: skip
        found.append(Line(tone=tone, cells=cells))
    return tuple(found)


def diff_of(file: File, report: Report) -> Diff | None:
    """What changed since the report before of the same bureau."""
    for bureau in file.bureaus:
        for newer, older in zip(bureau.reports, bureau.reports[1:], strict=False):
            if newer.id == report.id:
                return diff(older, newer)
    return None


def entry_columns() -> tuple[Column, ...]:
    """The columns of the lines of a report."""
    return (
        Column(title="", width=2),
        Column(title=_("Account"), width=10, grow=True),
        Column(title=_("Kind"), width=11, least=100),
        Column(title=_("Status"), width=11),
        Column(title=_("Owed"), width=10, right=True, least=90),
        Column(title=_("Overdue"), width=10, right=True, least=56),
        Column(title=_("Worst"), width=5, least=70),
        Column(title=_("Since the last"), width=22),
    )


def rows_of(report: Report, changes: Diff | None) -> tuple[Row, ...]:
    """The lines of a report, those against the person first, then what is gone since the one before."""
    own = sorted(report.entries, key=lambda each: not each.adverse)
    gone = changes.gone if changes else ()
    return (*(Row(entry=each) for each in own), *(Row(entry=each, is_gone=True) for each in gone))


def entry_lines(rows: Iterable[Row], changes: Diff | None, file: File) -> tuple[Line, ...]:
    """Each line with what became of it since the report before."""
    back = {alarm.entry_id: alarm for alarm in file.alarms}
    new = {each.id for each in changes.new} if changes else set()
    changed = {each.newer.id: each for each in changes.changed} if changes else {}
    found = []
    for row in rows:
        each = row.entry
        tone, words = ("attention" if each.adverse else ""), ""
        if row.is_gone:
            tone, words = ("ok" if each.adverse else "quiet"), _("gone")
        elif each.id in back:
            tone = "overdue"
            words = _("back, off {date}").format(date=_day(back[each.id].gone_on))
        elif each.id in new:
            words = _("new")
        elif each.id in changed:
            words = _changes_text(changed[each.id])
        cells = (
            MARKS.get(tone, ""), each.name, entry_kind_text(each.kind.value),
            entry_status_text(each.status.value), _money(each.balance_minor, each.currency),
            _money(each.overdue_minor, each.currency), each.worst, words,
        )  # fmt: skip
        found.append(Line(tone=tone, cells=cells))
    return tuple(found)


def _changes_text(changed: Changed) -> str:
    """What changed, what is better or worse first."""
    order = sorted(changed.changes, key=lambda each: each.for_the_better is None)
    signs = {True: "+", False: "!", None: ""}
    return listed(f"{signs[each.for_the_better]}{part_text(each.field)}" for each in order)


def enquiry_columns() -> tuple[Column, ...]:
    """The columns of the enquiries."""
    return (
        Column(title="", width=2),
        Column(title=_("Who"), width=12, grow=True),
        Column(title=_("Asked"), width=10),
        Column(title=_("Why"), width=20, least=60),
        Column(title=_("Bureau"), width=10, least=50),
    )


def enquiry_lines(file: File) -> tuple[Line, ...]:
    """Every enquiry once, newest first."""
    return tuple(
        Line(cells=("", each.who, _day(each.asked_on), each.why, bureau)) for bureau, each in file.enquiries
    )


def enquiry_hint(file: File) -> str:
    """How many enquiries lie in the last months, and which account is oldest."""
    parts = [_("{months} mo: {count}").format(months=months, count=count) for months, count in file.counts]
    if file.oldest is not None:
        parts.append(_("oldest account {date}").format(date=_day(file.oldest[1])))
    return " · ".join(parts)


def path_columns() -> tuple[Column, ...]:
    """The columns of the recovery path."""
    return (
        Column(title="", width=2),
        Column(title=_("On"), width=10),
        Column(title=_("In days"), width=7, right=True, least=50),
        Column(title=_("What"), width=20, grow=True),
        Column(title=_("Rule"), width=12, least=60),
    )


def path_tone(step: Step) -> str:
    """How a milestone is marked: what is late, what is worth checking, what is an estimate."""
    if step.is_late:
        return "overdue"
    if step.code == "removal_expected" and step.days is not None and step.days < 0:
        return "attention"
    return "quiet" if step.code == "settled" else ""


def path_lines(steps: Iterable[Step]) -> tuple[Line, ...]:
    """The recovery path, a milestone a row."""
    return tuple(
        Line(
            tone=path_tone(each),
            cells=(
                MARKS.get(path_tone(each), "") or ("~" if each.estimate else ""),
                _day(each.on) or _("no date"),
                "" if each.days is None else str(each.days),
                step_text(each),
                each.rule,
            ),
        )
        for each in steps
    )


def alarm_words(found: Recovery) -> str:
    """The first thing that came back, in a sentence; empty if nothing did."""
    for each in found.file.alarms:
        return _("!! Back on the report of {bureau}: {about}").format(bureau=each.bureau, about=each.about)
    return ""


def report_fields(
    report: Report | None, last: Report | None, places: Iterable[str]
) -> tuple[EntryField, ...]:
    """The form of a report; a new one may take its lines from a file."""
    known = report or last
    choices = (("-", _("by the bureau's name")), *((each, each) for each in places))
    found = (
        EntryField(name="bureau", label=_("Bureau"), value=known.bureau if known else "",
                   hint=_("whose report it is")),
        EntryField(name="on", label=_("Pulled"), value=_day(report.pulled_on) if report else _("today"),
                   is_date=True),
        EntryField(name="free", label=_("Free"), value="yes" if report is None or report.free else "no",
                   choices=(("yes", _("yes, one of the free ones")), ("no", _("no")))),
        EntryField(name="place", label=_("Place"), value=(known.place if known else "") or "-",
                   choices=choices),
        EntryField(name="note", label=_("Note"), value=report.note if report else ""),
    )  # fmt: skip
    if report is not None:
        return found
    hint = _("a CSV file, or empty to type the lines")
    return (*found[:2], EntryField(name="file", label=_("Lines from"), hint=hint), *found[2:])


def entry_fields(entry: Entry | None, currency: str) -> tuple[EntryField, ...]:
    """The form of an account of a report."""
    kinds = tuple((each.value, entry_kind_text(each.value)) for each in EntryKind)
    standings = tuple((each.value, entry_status_text(each.value)) for each in EntryStatus)
    code = entry.currency if entry else currency
    return (
        EntryField(name="lender", label=_("Lender"), value=entry.lender if entry else ""),
        EntryField(name="tail", label=_("Ends in"), value=entry.tail if entry else "",
                   hint=_("the end of the account number")),
        EntryField(name="kind", label=_("Kind"), value=entry.kind.value if entry else "other", choices=kinds),
        EntryField(name="status", label=_("Status"), value=entry.status.value if entry else "normal",
                   choices=standings),
        EntryField(name="balance", label=_("Owed"), currency=code,
                   value=_plain(entry.balance_minor if entry else None, code)),
        EntryField(name="overdue", label=_("Overdue"), currency=code,
                   value=_plain(entry.overdue_minor if entry else None, code)),
        EntryField(name="worst", label=_("Worst"), value=entry.worst if entry else "",
                   hint=_("in the report's own letters: 3, M2, 90")),
        EntryField(name="opened", label=_("Opened on"), value=_day(entry.opened_on if entry else None),
                   is_date=True),
        EntryField(name="closed", label=_("Closed on"), value=_day(entry.closed_on if entry else None),
                   is_date=True),
        EntryField(name="remark", label=_("Remark"), value=entry.remark if entry else ""),
    )  # fmt: skip


def enquiry_fields(enquiry: Enquiry | None) -> tuple[EntryField, ...]:
    """The form of an enquiry."""
    return (
        EntryField(name="who", label=_("Who"), value=enquiry.who if enquiry else ""),
        EntryField(name="asked", label=_("Asked"), value=_day(enquiry.asked_on if enquiry else None),
                   is_date=True),
        EntryField(name="why", label=_("Why"), value=enquiry.why if enquiry else "",
                   hint=_("loan approval, review, own look")),
    )  # fmt: skip


def trashed(reports: Iterable[Report], parts: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, str]]:
    """Reports and their lines that can be brought back, each with its table and number."""
    for report in reports:
        name = f"{report.bureau} {_day(report.pulled_on)}"
        yield _("report: {name}").format(name=name), f"report {report.id}"
    words = {
        "report_entry": _("account: {name}"), "enquiry": _("enquiry: {name}"),
        "dispute_round": _("round: {name}"),
    }  # fmt: skip
    for table, number, name in parts:
        yield words[table].format(name=name), f"{table} {number}"


def _plain(minor: int | None, currency: str) -> str:
    from tracker.domain.money import decimal_text

    return "" if minor is None else decimal_text(minor, currency)


def _money(minor: int | None, currency: str) -> str:
    if minor is None:
        return ""
    from tracker.locale.hiding import shown_money

    return shown_money(minor, currency)


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()
