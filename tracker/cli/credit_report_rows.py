"""Reports, their lines and what changed, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tracker.cli.output import Table
from tracker.cli.rows import amount_of, day_text, money
from tracker.locale import _, ngettext
from tracker.locale.credit import entry_kind_text, entry_status_text, part_text

if TYPE_CHECKING:
    from tracker.domain.credit.report import Change, Diff, Enquiry, Entry, Report
    from tracker.services.credit_views import Alarm, Bureau

REPORT_FIELDS = (
    "report_id",
    "bureau",
    "pulled_on",
    "place",
    "free",
    "entries",
    "adverse",
    "enquiries",
    "note",
)
DIFF_FIELDS = ("change", "entry_id", "name", "field", "before", "after", "better", "currency")


def entry_json(entry: Entry) -> dict[str, Any]:
    """An account of a report."""
    return {
        "entry_id": entry.id,
        "lender": entry.lender,
        "tail": entry.tail,
        "kind": entry.kind.value,
        "status": entry.status.value,
        "currency": entry.currency,
        "balance": money(entry.balance_minor, entry.currency),
        "overdue": money(entry.overdue_minor, entry.currency),
        "worst": entry.worst,
        "opened_on": entry.opened_on,
        "closed_on": entry.closed_on,
        "remark": entry.remark,
        "adverse": entry.adverse,
    }


def enquiry_json(enquiry: Enquiry, bureau: str = "") -> dict[str, Any]:
    """An enquiry."""
    found = {
        "enquiry_id": enquiry.id,
        "who": enquiry.who,
        "asked_on": enquiry.asked_on,
        "why": enquiry.why,
    }
    return {**found, "bureau": bureau} if bureau else found


def report_json(report: Report, *, parts: bool = True) -> dict[str, Any]:
    """A report, with its lines or with how many there are."""
    found: dict[str, Any] = {
        "report_id": report.id,
        "bureau": report.bureau,
        "pulled_on": report.pulled_on,
        "place": report.place,
        "free": report.free,
        "entries": len(report.entries),
        "adverse": sum(1 for each in report.entries if each.adverse),
        "enquiries": len(report.enquiries),
        "note": report.note,
    }
    if parts:
        found["entries"] = [entry_json(each) for each in report.entries]
        found["enquiries"] = [enquiry_json(each) for each in report.enquiries]
    return found


def report_table(reports: Sequence[Report]) -> Table:
    """The reports as a person reads them."""
    return Table(
        (
            f">{_('ID')}", _("Bureau"), _("Pulled"), f">{_('Accounts')}", f">{_('Adverse')}",
            f">{_('Enquiries')}", _("Free"), _("Note"),
        ),
        [
            (
                str(each.id),
                each.bureau,
                each.pulled_on.isoformat(),
                str(len(each.entries)),
                str(sum(1 for entry in each.entries if entry.adverse)),
                str(len(each.enquiries)),
                _("yes") if each.free else _("no"),
                each.note,
            )
            for each in reports
        ],
    )  # fmt: skip


def entry_table(entries: Sequence[Entry]) -> Table:
    """The accounts of a report as a person reads them; `!` counts against one."""
    return Table(
        (
            "", f">{_('ID')}", _("Account"), _("Kind"), _("Status"), f">{_('Balance')}", f">{_('Overdue')}",
            _("Worst"), _("Opened on"), _("Closed on"), _("Remark"),
        ),
        [
            (
                "!" if each.adverse else "",
                str(each.id),
                each.name,
                entry_kind_text(each.kind.value),
                entry_status_text(each.status.value),
                amount_of(each.balance_minor, each.currency),
                amount_of(each.overdue_minor, each.currency),
                each.worst,
                day_text(each.opened_on),
                day_text(each.closed_on),
                each.remark,
            )
            for each in entries
        ],
    )  # fmt: skip


def enquiry_table(enquiries: Sequence[Enquiry]) -> Table:
    """The enquiries as a person reads them."""
    return Table(
        (f">{_('ID')}", _("Asked"), _("Who"), _("Why")),
        [(str(each.id), each.asked_on.isoformat(), each.who, each.why) for each in enquiries],
    )


def bureau_json(bureau: Bureau) -> dict[str, Any]:
    """What is still free of a bureau."""
    return {
        "bureau": bureau.name,
        "free_left": bureau.left,
        "next_free_on": bureau.next_on,
        "rules": list(bureau.rules),
    }


def free_text(bureau: Bureau) -> str:
    """How many reports of a bureau are still free, by which rule."""
    if bureau.left is None:
        return _("{bureau}: no rule on file says how many reports are free.").format(bureau=bureau.name)
    rules = ", ".join(bureau.rules)
    if bureau.left:
        words = ngettext(
            "{bureau}: {n} free report left ({rules}).",
            "{bureau}: {n} free reports left ({rules}).",
            bureau.left,
        )
        return words.format(bureau=bureau.name, n=bureau.left, rules=rules)
    return _("{bureau}: no free report left; the next from {date} ({rules}).").format(
        bureau=bureau.name, date=day_text(bureau.next_on), rules=rules
    )


def alarm_json(alarm: Alarm) -> dict[str, Any]:
    """Something that came back."""
    return {
        "about": alarm.about,
        "bureau": alarm.bureau,
        "entry_id": alarm.entry_id,
        "mark_id": alarm.mark_id,
        "dispute_id": alarm.dispute_id,
        "seen_on": alarm.seen_on,
        "gone_on": alarm.gone_on,
        "back_on": alarm.back_on,
    }


def alarm_table(alarms: Sequence[Alarm]) -> Table:
    """What came back as a person reads it."""
    return Table(
        ("", _("Back on the report"), _("Bureau"), _("Off since"), _("Back"), f">{_('Line')}"),
        [
            (
                "!!",
                each.about,
                each.bureau,
                each.gone_on.isoformat(),
                each.back_on.isoformat(),
                str(each.entry_id),
            )
            for each in alarms
        ],
    )


def diff_json(diff: Diff) -> list[dict[str, Any]]:
    """What changed, a row for each account that is new or gone and for each field that differs."""
    found = [_whole_json("new", each) for each in diff.new]
    found += [_whole_json("gone", each) for each in diff.gone]
    found += [
        {
            "change": "changed",
            "entry_id": pair.newer.id,
            "name": pair.newer.name,
            "field": change.field.removesuffix("_minor"),
            "before": _value_json(change.field, change.before, pair.older.currency),
            "after": _value_json(change.field, change.after, pair.newer.currency),
            "better": change.for_the_better,
            "currency": pair.newer.currency,
        }
        for pair in diff.changed
        for change in pair.changes
    ]
    found += [
        {
            "change": "enquiry", "entry_id": None, "name": each.who, "field": "asked", "before": None,
            "after": each.asked_on, "better": None, "currency": None,
        }
        for each in diff.enquiries
    ]  # fmt: skip
    return found


def _whole_json(change: str, entry: Entry) -> dict[str, Any]:
    old, new = (None, entry.status.value) if change == "new" else (entry.status.value, None)
    return {
        "change": change, "entry_id": entry.id, "name": entry.name, "field": "status", "before": old,
        "after": new, "better": (change == "gone") if entry.adverse else None, "currency": entry.currency,
    }  # fmt: skip


def _value_json(field: str, value: object, currency: str) -> object:
    if field.endswith("_minor"):
        return money(value, currency) if isinstance(value, int) else None
    return value.value if isinstance(value, StrEnum) else value


def diff_table(diff: Diff) -> Table:
    """What changed as a person reads it: `!` where it is worse, `ok` where it is better."""
    lines = [
        ("!" if each.adverse else "", _("new"), each.name, "", "", entry_status_text(each.status.value))
        for each in diff.new
    ]
    lines += [
        ("ok" if each.adverse else "", _("gone"), each.name, "", entry_status_text(each.status.value), "")
        for each in diff.gone
    ]
    lines += [
        (change_mark(change), _("changed"), pair.newer.name, part_text(change.field),
         change_text(change.field, change.before, pair.older.currency),
         change_text(change.field, change.after, pair.newer.currency))
        for pair in diff.changed
        for change in pair.changes
    ]  # fmt: skip
    lines += [
        ("", _("enquiry"), each.who, each.why, "", each.asked_on.isoformat()) for each in diff.enquiries
    ]
    titles = ("", _("Change"), _("Account"), _("What"))
    return Table(
        (*titles, diff.older.pulled_on.isoformat(), diff.newer.pulled_on.isoformat()),
        lines,
    )


def change_mark(change: Change) -> str:
    """The mark of a change: worse, better or neither."""
    return {True: "ok", False: "!", None: ""}[change.for_the_better]


def change_text(field: str, value: object, currency: str) -> str:
    """A value of an account in a report, in words."""
    match field, value:
        case _, None:
            return ""
        case "status", StrEnum():
            return entry_status_text(value.value)
        case "kind", StrEnum():
            return entry_kind_text(value.value)
        case (("balance_minor" | "overdue_minor"), int()):
            return amount_of(value, currency)
        case _, date():
            return value.isoformat()
        case _:
            return str(value)
