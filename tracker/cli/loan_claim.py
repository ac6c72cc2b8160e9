"""`debt loan claim, explain, timeline`: what the lender says, why it differs, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.output import Table
from tracker.cli.reading import amount as read_amount
from tracker.cli.reading import maybe_on, typed
from tracker.cli.reading import on as read_on
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.problems import Problem
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.services.loan.claims import ClaimView
    from tracker.services.loan.timeline import Happening, Timeline

EXPLAIN_FIELDS = ("code", "amount", "basis", "on", "since", "days", "about")
TIMELINE_FIELDS = ("on", "kind", "code", "amount", "about", "note")


@command(
    "debt loan claim jiebei 10480.20",
    'debt loan claim jiebei 10480.20 --on 2026-11-15 --note "SMS of the 15th"',
    "debt loan claim jiebei --remove",
    help=N_("Keep the balance that the lender says is owed; ours of the same day is compared with it."),
)
@argument("loan", metavar="ID")
@argument("amount", required=False)
@option("--on", metavar=N_("DATE"), help=N_("The day it is said for; today if not given."))
@option("--note", metavar=N_("TEXT"), default="", help=N_("Where it was said."))
@option("--remove", is_flag=True, help=N_("Move the latest one to the trash instead."))
@typed
def claim_command(
    session: Session, *, loan: str, amount: str | None, on: str | None, note: str, remove: bool
) -> None:
    """Keep what a lender claims."""
    from tracker.services.loan.claims import add_claim, remove_claim

    if remove == (amount is not None):
        raise usage(_("Give the amount, or --remove."))
    day = read_on(session, on)
    with session.book() as book:
        meant = session.loan(book, loan)
        if amount is None:
            checked = remove_claim(book, meant)
        else:
            # A lender may claim nothing at all, which is not what an amount paid could be.
            minor = read_amount(session, amount, meant.currency, field="balance")
            checked = add_claim(book, meant, minor, on=day, note=note)
    session.done(checked)


@command(
    "debt loan explain jiebei",
    "debt loan explain jiebei --amount 10480.20 --on 2026-11-15",
    "debt loan explain jiebei --json",
    help=N_("Why the lender's balance differs from ours, line by line; the lines add up to the difference."),
)
@argument("loan", metavar="ID")
@option("--amount", metavar=N_("AMOUNT"), help=N_("A sum to ask about without keeping it."))
@option("--on", metavar=N_("DATE"), help=N_("The day of the claim; the latest one if not given."))
@typed
def explain_command(session: Session, *, loan: str, amount: str | None, on: str | None) -> None:
    """Explain a claim."""
    from tracker.services.loan.claims import NoClaimError, explain_loan

    day = maybe_on(session, on, field="on")
    with session.book() as book:
        meant = session.loan(book, loan)
        minor = None
        if amount is not None:
            minor = read_amount(session, amount, meant.currency, field="balance")
        if day is not None and not meant.tracked_from <= day <= book.today:
            params = {"low": meant.tracked_from.isoformat(), "high": book.today.isoformat()}
            raise refuse((Problem(code="not_between", field="on", value=day.isoformat(), params=params),))
        try:
            view = explain_loan(book, meant.id, claimed_minor=minor, on=day)
        except NoClaimError as error:
            raise refuse((Problem(code="no_claim", field="loan", value=meant.name),)) from error
    if view is None:
        raise refuse((Problem(code="gone", field="loan", value=loan),))
    _show(session, view)


def _show(session: Session, view: ClaimView) -> None:
    found = view.explanation
    lines = [_line_json(each, view.currency) for each in found.lines]
    if session.out.form == "json":
        data = {
            "loan_id": view.loan_id,
            "loan": view.loan,
            "on": found.on,
            "currency": view.currency,
            "ours": rows.money(found.ours_minor, view.currency),
            "claimed": rows.money(found.claimed_minor, view.currency),
            "difference": rows.money(found.difference_minor, view.currency),
            "explained": found.explained,
            "lines": lines,
            "note": view.claim.note if view.claim else "",
        }
        session.out.json(session.envelope("loan.explain", data))
    elif session.out.form == "table":
        _table(session, view)
    else:
        session.out.values(lines, EXPLAIN_FIELDS)


def _line_json(each: Any, currency: str) -> dict[str, Any]:
    from tracker.locale.happenings import line_text

    return {
        "code": each.code,
        "amount": rows.money(each.minor, currency),
        "basis": each.basis.value,
        "on": each.on,
        "since": each.since,
        "days": each.days,
        "about": each.about,
        "message": line_text(each.code, on=each.on, since=each.since, days=each.days, about=each.about),
    }


def _table(session: Session, view: ClaimView) -> None:
    from tracker.locale.happenings import basis_text, line_text

    found, code = view.explanation, view.currency
    marks = {"fact": "", "estimate": "~", "match": "!", "rest": "!!"}
    lines: list[tuple[str, ...]] = [
        ("", _("Ours on {on}").format(on=found.on.isoformat()), rows.amount_of(found.ours_minor, code), "")
    ]
    lines += [
        (
            marks[each.basis.value],
            line_text(each.code, on=each.on, since=each.since, days=each.days, about=each.about),
            _signed(each.minor, code),
            basis_text(each.basis.value),
        )
        for each in found.lines
    ]
    lines.append(
        ("", _("What {loan} claims").format(loan=view.loan), rows.amount_of(found.claimed_minor, code), "")
    )
    session.out.table(Table(("", "", ">", ""), lines))
    session.out.line()
    if found.difference_minor == 0:
        session.out.line(_("Both agree."))
    elif found.explained:
        text = _("The difference of {amount} {code} is explained.")
        session.out.line(text.format(amount=_signed(found.difference_minor, code), code=code))
    else:
        text = _("Of the difference of {amount} {code}, {rest} has to be asked about.")
        session.out.line(
            text.format(
                amount=_signed(found.difference_minor, code), code=code,
                rest=_signed(found.unfounded_minor, code),
            )
        )  # fmt: skip


def _signed(minor: int, currency: str) -> str:
    text = rows.amount_of(minor, currency)
    return f"+{text}" if minor > 0 else text


@command(
    "debt loan timeline jiebei",
    "debt loan timeline jiebei --limit 20 --json",
    help=N_("What happened to a loan, newest first: posted, missed, claimed, agreed, corrected."),
)
@argument("loan", metavar="ID")
@option("--limit", metavar="N", type=int, help=N_("At most so many."))
def timeline_command(session: Session, *, loan: str, limit: int | None) -> None:
    """Show what happened to a loan."""
    from tracker.services.loan.timeline import loan_timeline

    with session.book() as book:
        meant = session.loan(book, loan)
        found = loan_timeline(book, meant.id, limit=None if limit is None else max(limit, 0))
    if found is None:
        raise refuse((Problem(code="gone", field="loan", value=loan),))
    story: Timeline = found
    session.rows(
        "loan.timeline",
        [_happening_json(each, story.currency) for each in story.rows],
        lambda: _story(story),
        fields=TIMELINE_FIELDS,
        loan_id=story.loan_id,
        loan=story.loan,
        currency=story.currency,
    )


def _happening_json(each: Happening, currency: str) -> dict[str, Any]:
    return {
        "on": each.on,
        "kind": each.kind,
        "code": each.code,
        "amount": rows.money(each.amount_minor, currency),
        "about": each.about,
        "note": each.note,
        "params": dict(each.params),
    }


_MARKS = {
    ("missed", "open"): "!!", ("missed", "settled"): "!", ("missed", "replaced"): "!",
    ("payment", "failed"): "!",
    ("payment", "reversed"): "!", ("payment", "duplicate"): "!", ("payment", "posted"): "ok",
}  # fmt: skip


def _story(story: Timeline) -> Table:
    from tracker.locale.happenings import happening_text

    return Table(
        ("", _("On"), _("What"), f">{_('Amount')}", ""),
        [
            (
                _MARKS.get((each.kind, each.code), ""),
                each.on.isoformat(),
                happening_text(each.kind, each.code, each.params, each.note),
                "" if each.amount_minor is None else rows.amount_of(each.amount_minor, story.currency),
                "" if each.amount_minor is None else story.currency,
            )
            for each in story.rows
        ],
    )
