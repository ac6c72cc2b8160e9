"""Words of the credit file: marks, rounds of a dispute, lines of a report, milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.locale import _, ngettext

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Mark, Round
    from tracker.domain.credit.path import Step


def body_text(body: str) -> str:
    """Who is asked in a round of a dispute."""
    words = {
        "bureau": _("the bureau"),
        "lender": _("the creditor"),
        "regulator": _("the regulator"),
        "ombudsman": _("the ombudsman"),
        "court": _("a court"),
        "other": _("another body"),
    }
    return words.get(body, body)


def outcome_text(outcome: str) -> str:
    """What came of a round of a dispute."""
    words = {
        "open": _("awaiting an answer"),
        "corrected": _("corrected"),
        "removed": _("removed"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }
    return words.get(outcome, outcome)


def mark_kind_text(kind: str) -> str:
    """What a mark tells of."""
    words = {
        "": _("not known"),
        "late": _("late payment"),
        "charge_off": _("charge-off or collection"),
        "bankruptcy": _("bankruptcy"),
        "other": _("something else"),
    }
    return words.get(kind, kind)


def entry_kind_text(kind: str) -> str:
    """What sort of account a report shows."""
    words = {
        "loan": _("loan"),
        "card": _("credit card"),
        "line": _("credit line"),
        "mortgage": _("mortgage"),
        "car": _("car loan"),
        "student": _("student loan"),
        "bnpl": _("pay later"),
        "collection": _("collection"),
        "public_record": _("public record"),
        "guarantee": _("guarantee"),
        "other": _("other"),
    }
    return words.get(kind, kind)


def entry_status_text(status: str) -> str:
    """How an account stands by the report."""
    words = {
        "unknown": _("unknown"),
        "normal": _("normal"),
        "overdue": _("overdue"),
        "charged_off": _("charged off"),
        "settled_for_less": _("settled for less"),
        "settled": _("settled"),
        "closed": _("account closed"),
        "disputed": _("disputed"),
    }
    return words.get(status, status)


def part_text(field: str) -> str:
    """A field of an account in a report."""
    words = {
        "status": _("status"),
        "balance_minor": _("balance"),
        "overdue_minor": _("overdue"),
        "worst": _("worst status"),
        "closed_on": _("closed on"),
        "opened_on": _("opened on"),
        "remark": _("remark"),
        "kind": _("kind"),
    }
    return words.get(field, field)


def missing_text(missing: str) -> str:
    """Why a rule gives no date yet."""
    words = {
        "settled_on": _("counts from the day all is paid"),
        "origin_on": _("the day it began is not known"),
        "kind": _("what kind of mark it is decides"),
        "place": _("whose rules hold is not known"),
        "rule": _("no rule on file"),
    }
    return words.get(missing, missing)


def removal_text(mark: Mark) -> str:
    """When a mark leaves and by which rule, or why that is not known."""
    if mark.expected_removal_on is not None:
        return mark.expected_removal_on.isoformat()
    removal = mark.removal
    if removal is None:
        return ""
    if removal.on is None:
        words = missing_text(removal.missing)
        return f"{words} ({removal.rule})" if removal.rule else words
    sign = "" if removal.verified else "~"
    return f"{sign}{removal.on.isoformat()} ({removal.rule})"


def due_text(each: Round) -> str:
    """Until when a round must be answered, and by which rule."""
    if each.answer_by is not None:
        return each.answer_by.isoformat()
    if each.ruled_by is None:
        return ""
    return f"{'' if each.verified else '~'}{each.ruled_by.isoformat()} ({each.rule})"


def late_text(days: int) -> str:
    """By how much an answer came too late."""
    return ngettext("{n} day late", "{n} days late", days).format(n=days) if days else ""


def step_text(step: Step) -> str:
    """A milestone of the recovery path."""
    if step.code == "on_time":
        return ngettext("{n} month on time in a row", "{n} months on time in a row", int(step.name)).format(
            n=step.name
        )
    words = {
        "loan_overdue": _("overdue since: {name}"),
        "answer_due": _("answer due: {name}"),
        "settled": _("paid, the clock started: {name}"),
        "removal_expected": _("off the report: {name}"),
        "report_check": _("paid off, check the report: {name}"),
        "free_report": _("a free report: {name}"),
        "loan_ends": _("last instalment: {name}"),
    }
    text = words[step.code].format(name=step.name)
    return f"{text} ({missing_text(step.missing)})" if step.missing else text


def credit_fields() -> dict[str, str]:
    """The names of what is typed about the credit file."""
    return {
        "settled": _("settled on"),
        "entry": _("line of a report"),
        "place": _("place"),
        "body": _("who is asked"),
        "more_sent": _("more information sent"),
        "reference": _("their reference"),
        "to": _("sent to"),
        "report": _("report"),
        "report_entry": _("line of a report"),
        "enquiry": _("enquiry"),
        "who": _("who asked"),
        "asked": _("asked on"),
        "worst": _("worst status"),
        "overdue": _("overdue"),
        "closed": _("closed on"),
        "status": _("status"),
        "free": _("free of charge"),
        "bureau": _("bureau"),
    }


def credit_problems() -> dict[str, str]:
    """What cannot be entered about the credit file."""
    return {
        "too_many_report_rows": _("{field}: more than {limit} rows; a credit report is shorter"),
        "dispute_withdrawn": _("dispute {value} was withdrawn; add a new one"),
        "first_round": _("dispute {value} has its first round only; remove the dispute itself"),
        "other_bureau": _("reports of two bureaus are not compared ({value})"),
        "two_reports_needed": _("{field}: two reports of one bureau are needed to compare"),
        "which_bureau": _("several bureaus have two reports: {value}"),
        "report_there": _("the report of {bureau} of {value} is kept already"),
        "closed_before_opened": _("{field}: {value} is before it was opened"),
    }
