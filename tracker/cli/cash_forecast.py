"""`debt cash forecast`: where it fails first, and the smallest act that prevents it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import command, option
from tracker.cli.errors import refuse
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.cash.facts import Certainty
    from tracker.services.cash.views import AttemptView, ForecastView, RowView, ShortfallView

LONGEST = 731
FIELDS = (
    "on", "at", "account", "event", "kind", "amount", "balance_after", "currency", "loan_id", "certainty",
    "estimate", "outcome",
)  # fmt: skip
_MARKS = {"will_fail": "!!", "unknown": "!", "will_clear": "ok"}


@command(
    "debt cash forecast",
    "debt cash forecast --days 90 --include likely",
    "debt cash forecast --rows",
    "debt cash forecast --json",
    help=N_("Where money runs short first, until when to top up, what becomes of each debit."),
)
@option("--days", metavar="60", default="60", help=N_("How far ahead to look: 60, 8w, 3m."))
@option("--include", metavar="likely|hoped", help=N_("Count what is less than sure too."))
@option("--rows", "events", is_flag=True, help=N_("Show every event with the balance after it."))
def forecast_command(session: Session, *, days: str, include: str | None, events: bool) -> None:
    """Look ahead."""
    from tracker.services.cash.views import forecast_view

    span, trusted = _days(session, days), _certainty(include)
    with session.book() as book:
        view = forecast_view(book, days=span, include=trusted)
    if session.out.form == "json":
        more: dict[str, Any] = {
            "until": view.until,
            "include": view.include,
            "shortfalls": [shortfall_json(each) for each in view.shortfalls],
            "attempts": [_attempt_json(each) for each in view.attempts],
            "left_out": [_left_out_json(each) for each in view.left_out],
            "unconfirmed": [_unconfirmed_json(each) for each in view.unconfirmed],
            "unknown_accounts": list(view.unknown),
        }
        session.out.json(session.envelope("cash.forecast", [_row_json(each) for each in view.rows], **more))
    elif session.out.form != "table":
        session.out.values([_row_json(each) for each in view.rows], FIELDS)
    else:
        _screen(session, view, events=events)


def _row_json(row: RowView) -> dict[str, Any]:
    return {
        "on": row.on,
        "at": row.at,
        "account": row.account,
        "event": row.event or row.kind,
        "kind": row.kind,
        "amount": rows.money(row.amount_minor, row.currency),
        "balance_after": rows.money(row.balance_minor, row.currency),
        "currency": row.currency,
        "loan_id": row.loan_id,
        "certainty": row.certainty,
        "estimate": row.estimate,
        "outcome": row.outcome,
    }


def shortfall_json(each: ShortfallView) -> dict[str, Any]:
    """A shortfall, what prevents it, what follows."""
    from tracker.locale.cash import why_text

    code = each.currency
    return {
        "on": each.on,
        "at": each.at,
        "account": each.account,
        "currency": code,
        "short_by": rows.money(each.short_minor, code),
        "top_up": rows.money(each.top_up_minor, code),
        "top_up_by": _moment(each.by_on, each.by_at),
        "in_time": each.in_time,
        "loan": each.what if each.loan_id is not None else None,
        "loan_id": each.loan_id,
        "event": each.what,
        "outcome": each.outcome,
        "why": why_text(each.why, each.takers, each.short_minor, code),
        "why_code": each.why,
        "takers": _takers(each),
        "transfers": [
            {
                "from": move.source,
                "to": move.target,
                "amount": rows.money(move.amount_minor, code),
                "by": _moment(move.by_on, move.by_at),
            }
            for move in each.moves
        ],
        "missing": rows.money(each.missing_minor, code),
        "consequence": _consequence_json(each),
    }


def _takers(each: ShortfallView | AttemptView) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "on": one.on, "amount": rows.money(one.amount_minor, each.currency)}
        for one in each.takers
    ]


def _consequence_json(each: ShortfallView) -> dict[str, Any] | None:
    found, code = each.consequence, each.currency
    if found is None:
        return None
    return {
        "due_on": found.due_on,
        "grace_end": found.grace_end,
        "grace_known": found.grace_known,
        "late_fee": rows.money(found.late_fee_minor, code),
        "penalty_per_day": rows.money(found.penalty_day_minor, code),
        "reported_on": found.reported_on,
        "waiting": [{"days": days, "cost": rows.money(minor, code)} for days, minor in found.waiting],
        "estimate": True,
    }


def _attempt_json(each: AttemptView) -> dict[str, Any]:
    from tracker.locale.cash import why_text

    code = each.currency
    return {
        "on": each.on,
        "at": each.at,
        "account": each.account,
        "currency": code,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "due_on": each.due_on,
        "kind": each.kind,
        "amount": rows.money(each.amount_minor, code),
        "estimate": each.estimate,
        "short_by": rows.money(each.short_minor, code),
        "left_open": rows.money(each.left_minor, code),
        "outcome": each.outcome,
        "why": why_text(each.why, each.takers, each.short_minor, code),
        "why_code": each.why,
        "takers": _takers(each),
    }


def _left_out_json(each: Any) -> dict[str, Any]:
    return {
        "loan_id": each.loan_id,
        "loan": each.loan,
        "due_on": each.due_on,
        "amount": rows.money(each.amount_minor, each.currency),
        "currency": each.currency,
        "reason": each.reason,
    }


def _unconfirmed_json(each: Any) -> dict[str, Any]:
    return {
        "event_id": each.event.id,
        "event": each.event.name,
        "on": each.on,
        "amount": rows.money(each.amount_minor, each.event.currency),
        "currency": each.event.currency,
    }


def _moment(on: date, at: str) -> str:
    return f"{on.isoformat()}T{at}" if at else on.isoformat()


def _screen(session: Session, view: ForecastView, *, events: bool) -> None:
    out = session.out
    if not view.accounts:
        out.line(_("There are no accounts. debt cash account add NAME --balance AMOUNT adds one."))
        return
    for each in view.shortfalls:
        _shortfall(session, each)
    if not view.shortfalls and len(view.unknown) < view.accounts:
        text = _("Nothing falls short until {on}.").format(on=view.until.isoformat())
        if view.left_out:
            from tracker.locale.cash import uncounted_text

            text = _("Of what is counted, nothing falls short until {on}.").format(on=view.until.isoformat())
            out.raw(f"{out.mark('!')} {_('{what}.').format(what=uncounted_text(len(view.left_out)))}\n")
        out.raw(f"{out.mark('ok')} {text}\n")
    if view.unknown:
        names = listed(view.unknown)
        out.line(
            ngettext(
                "What is in {names} is not known or too old: debt cash account set NAME --balance AMOUNT",
                "What is in {names} is not known or too old: debt cash account set NAME --balance AMOUNT",
                len(view.unknown),
            ).format(names=names)
        )
    _attempts(session, view)
    if events:
        _events(session, view)
    _loose_ends(session, view)


def _shortfall(session: Session, each: ShortfallView) -> None:
    from tracker.locale import cash

    out, code = session.out, each.currency
    first = cash.short_text(each.account, each.short_minor, code, each.on, each.at, each.what)
    out.raw(f"{out.mark('!!')} {first}\n")
    act = cash.top_up_text(each.top_up_minor, code, each.by_on, each.by_at, in_time=each.in_time)
    out.line(f"   {act}")
    if parts := cash.top_up_parts_text(each.short_minor, each.top_up_minor, each.buffer_minor, code):
        out.line(f"   {parts}")
    for move in each.moves:
        text = cash.move_text(move.source, move.target, move.amount_minor, code, move.by_on, move.by_at)
        out.line(f"   {text}")
    if each.missing_minor:
        out.line(f"   {cash.missing_text(each.missing_minor, code)}")
    if taken := cash.takers_text(each.takers, code):
        out.line("   " + _("Before it: {taken}").format(taken=taken))
    if each.consequence is not None:
        out.line(f"   {cash.consequence_text(each.consequence, code)}")
        out.line(f"   {cash.waiting_text(each.consequence, code)}")
    out.line()


def _attempts(session: Session, view: ForecastView) -> None:
    from tracker.locale import cash

    if not view.attempts:
        return
    session.out.line(_("What becomes of each debit"))
    session.out.table(
        Table(
            ("", _("When"), _("Account"), _("Loan"), f">{_('Amount')}", "", _("Outcome"), _("Why")),
            [
                (
                    _MARKS[each.outcome],
                    cash.when_text(each.on, each.at),
                    each.account,
                    each.loan,
                    rows.amount_of(each.amount_minor, each.currency, estimate=each.estimate),
                    each.currency,
                    cash.outcome_text(each.outcome),
                    cash.why_text(each.why, each.takers, each.short_minor, each.currency),
                )
                for each in view.attempts
            ],
        )
    )


def _events(session: Session, view: ForecastView) -> None:
    from tracker.locale.cash import row_text, when_text

    session.out.line()
    session.out.table(
        Table(
            (_("When"), _("Account"), _("Event"), f">{_('Amount')}", f">{_('Balance')}", ""),
            [
                (
                    when_text(each.on, each.at),
                    each.account,
                    row_text(each.kind, each.event),
                    "" if each.kind == "opening" else rows.amount_of(each.amount_minor, each.currency),
                    rows.amount_of(each.balance_minor, each.currency),
                    each.currency,
                )
                for each in view.rows
            ],
        )
    )


def _loose_ends(session: Session, view: ForecastView) -> None:
    """What the forecast could not count, or counts on trust."""
    from tracker.locale.cash import left_out_text

    out = session.out
    if view.left_out:
        out.line()
        out.line(_("Not counted"))
        out.table(
            Table(
                ("", "", ">", "", ""),
                [
                    (
                        each.due_on.isoformat(),
                        each.loan,
                        rows.amount_of(each.amount_minor, each.currency),
                        each.currency,
                        left_out_text(each.reason),
                    )
                    for each in view.left_out
                ],
            )
        )
    for each in view.unconfirmed:
        out.line(
            _(
                "{name} of {on} is counted as received; debt cash income came or moved says how it was."
            ).format(name=each.event.name, on=each.on.isoformat())
        )


def _days(session: Session, text: str) -> int:
    from tracker.domain.problems import Problem
    from tracker.domain.typed.duration import parse_duration

    plain = text.strip()
    if plain.isascii() and plain.isdigit():
        span: int | None = int(plain[:9])
    else:
        span, problems = parse_duration(plain, session.today, field="days")
        if span is None:
            raise refuse(problems)
    if not 1 <= (span or 0) <= LONGEST:
        params = {"low": "1", "high": str(LONGEST)}
        raise refuse((Problem(code="not_in_range", field="days", value=text, params=params),))
    return span or 0


def _certainty(text: str | None) -> Certainty:
    from tracker.domain.cash.facts import Certainty
    from tracker.domain.problems import Problem

    word = (text or "sure").strip().casefold()
    if word not in Certainty._value2member_map_:
        params = {"accepted": ", ".join(Certainty)}
        raise refuse((Problem(code="not_a_choice", field="include", value=word, params=params),))
    return Certainty(word)
