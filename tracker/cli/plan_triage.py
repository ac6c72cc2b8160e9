"""`debt plan triage`: what to pay first when there is not enough for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.output import Table
from tracker.cli.reading import amount, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.plan.triage import Harm
    from tracker.domain.plan.triage_told import BillView, ChangeView, MoreView, TriageView

FIELDS = (
    "kind", "loan_id", "name", "due_on", "needed", "full", "act", "on", "amount", "left", "by_autopay",
    "switch_off_by", "call_by", "account", "stake", "essential", "currency",
)  # fmt: skip


@command(
    "debt plan triage",
    "debt plan triage --days 14 --cash 1200",
    "debt plan triage --apply",
    "debt plan triage --order essentials,secured,legal,credit",
    "debt plan triage --json",
    help=N_(
        "What to pay first when there is not enough: which bills in full, at least, later or not at all, so"
        " that least harm is done; which autopay to switch off by when; whom to call before which day."
        " --apply keeps the calls as follow-ups and the payments as planned. --order keeps your own order"
        " of what is worse, words of one group joined by `+`; default brings back the first one."
    ),
)
@option("--days", metavar="N", type=int, default=30, help=N_("How far ahead; 30 if not given."))
@option("--cash", metavar=N_("AMOUNT"), help=N_("Reckon with this sum instead of what the accounts hold."))
@option("--budget", metavar=N_("AMOUNT"), help=N_("The same as --cash: all there is for these days."))
@option("--extra", metavar=N_("AMOUNT"), help=N_("Reckon with so much above what the accounts hold."))
@option("--order", metavar="LIST", help=N_("Keep this order of what is worse, then reckon by it."))
@option(
    "--apply",
    "takes",
    is_flag=True,
    help=N_("Keep the calls and payments in the book; undo takes them back."),
)
@typed
def triage_command(
    session: Session,
    *,
    days: int,
    cash: str | None,
    budget: str | None,
    extra: str | None,
    order: str | None,
    takes: bool,
) -> None:
    """What to pay first."""
    from tracker.services.plan.triage import set_triage_order, triage
    from tracker.services.plan.triage_apply import apply_triage

    if sum(each is not None for each in (cash, budget, extra)) > 1:
        raise usage(_("--cash, --budget and --extra: one of them is accepted."))
    with session.book() as book:
        if order is not None:
            kept, problems = set_triage_order(book, order)
            if kept is None:
                raise refuse(problems)
            session.out.say(kept.title)
        field, text = ("cash", cash) if cash is not None else ("budget", budget)
        given = amount(session, text, book.currency, field=field) if text is not None else None
        more = amount(session, extra, book.currency, field="extra") if extra is not None else 0
        view, problems = triage(book, days=days, cash=given, extra=more)
        if view is None:
            raise refuse(problems)
        if takes:
            if view.assumed:
                raise usage(
                    _("--apply goes by what the accounts hold; leave out --cash, --budget and --extra.")
                )
            session.done(apply_triage(book, view))
            return
    data = [_bill(each, view.currency) for each in view.bills]
    if session.out.form == "json":
        session.out.json(session.envelope("plan.triage", data, **_more(view)))
    elif session.out.form != "table":
        session.out.values(data, FIELDS)
    else:
        _screen(session, view)


def _screen(session: Session, view: TriageView) -> None:
    from tracker.locale import triage as words
    from tracker.locale import triage_why as reasons
    from tracker.locale.joining import told_of

    out, code = session.out, view.currency
    out.line(words.summary_text(view))
    if not view.enough:
        out.line(told_of(reasons.proof_text(view), reasons.order_words(view.order, keeps=bool(view.kept))))
    _part(session, "", _bills(view))
    used = [each for each in view.kept if each.used_minor]
    _part(session, "", [("!", words.kept_text(each, code)) for each in used])
    if view.offs:
        out.line()
        out.line(_("First, at the bank:"))
        for off in view.offs:
            out.line(f"{out.mark('!!')}  {words.off_text(off, code)}")
    _part(session, _("Between your accounts:"), [("!", words.send_text(each, code)) for each in view.sends])
    _part(session, _("Calls:"), [("!", words.call_text(each, code)) for each in view.calls])
    _part(
        session,
        _("Not paid in time, and what follows:"),
        [(words.mark(each), told_of(each.name, words.follows(each, code))) for each in view.missed],
    )
    if view.offers:
        out.line()
        out.line(words.offers_text(view))
        if view.spare_minor:
            out.table(Table(("", ""), [("", words.offer_text(each, code)) for each in view.offers]))
    _reasons(session, view)
    out.line()
    for line in words.note_lines(view):
        out.line(f"~  {line}")


def _part(session: Session, title: str, lines: Sequence[tuple[str, ...]]) -> None:
    if not lines:
        return
    session.out.line()
    if title:
        session.out.line(title)
    session.out.table(Table(("",) * len(lines[0]), lines))


def _bills(view: TriageView) -> list[tuple[str, ...]]:
    from tracker.locale import triage as words

    return [
        (
            words.mark(each),
            each.due_on.isoformat(),
            each.name,
            rows.amount_of(each.needed_minor, view.currency, estimate=each.estimate),
            view.currency,
            words.act_text(each),
            words.paid_text(each, view.currency),
            words.bill_why(each),
        )
        for each in view.bills
    ]


def _reasons(session: Session, view: TriageView) -> None:
    """What this choice spares, what comes next, and what would change it."""
    from tracker.locale import triage_why as reasons
    from tracker.locale.joining import aside

    code = view.currency
    if view.enough and view.trap is None:
        return
    lines = [
        (_("This choice:"), reasons.harm_text(view.harm, code)),
        (_("If nothing is done:"), reasons.harm_text(view.drift, code)),
    ]
    if view.runner_harm is not None:
        said = reasons.changes_text(view.runner_up) + aside(reasons.harm_text(view.runner_harm, code))
        lines.append((_("Second best:"), said))
    lines.append((_("More money:"), reasons.more_text(view.more, code)))
    if view.first is not None and view.first.amount_minor != view.more.amount_minor:
        lines.append((_("First change:"), reasons.more_text(view.first, code)))
    lines += [(_("It turns:"), reasons.flip_text(each, code)) for each in view.flips]
    _part(session, "", lines)
    if view.trap is not None:
        session.out.line()
        session.out.line(f"{session.out.mark('!!')}  {reasons.trap_text(view.trap, code)}")


def _bill(each: BillView, currency: str) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "loan_id": each.loan_id,
        "name": each.name,
        "due_on": each.due_on,
        "needed": rows.money(each.needed_minor, currency),
        "full": rows.money(each.full_minor, currency),
        "act": each.act,
        "on": each.on,
        "amount": rows.money(each.amount_minor, currency),
        "left": rows.money(each.left_minor, currency),
        "by_autopay": each.by_autopay,
        "switch_off_by": each.off_by,
        "call_by": each.call_by,
        "account": each.account,
        "stake": each.stake or None,
        "essential": each.essential,
        "arranged": each.arranged,
        "grace_end": each.grace_end,
        "grace_known": each.grace_known,
        "marks": [{"tier": name, "on": on} for name, on in each.marks],
        "estimate": each.estimate,
        "currency": currency,
    }


def _more(view: TriageView) -> dict[str, Any]:
    code = view.currency
    return {
        "until": view.until,
        "currency": code,
        "cash": rows.money(view.cash_minor, code),
        "income": rows.money(view.income_minor, code),
        "needed": rows.money(view.needed_minor, code),
        "planned": rows.money(view.planned_minor, code),
        "kept": [
            {
                "account": each.account, "keep": rows.money(each.kept_minor, code),
                "used": rows.money(each.used_minor, code),
            }
            for each in view.kept
        ],
        "missing": rows.money(view.missing_minor, code),
        "enough": view.enough,
        "proven": view.proved,
        "order": view.order,
        "harm": _harm(view.harm, code),
        "if_nothing_is_done": {"harm": _harm(view.drift, code), "missed": list(view.drift_missed)},
        "switch_off": [
            {
                "loan_id": each.loan_id, "loan": each.loan, "by": each.by, "attempt_on": each.attempt_on,
                "amount": rows.money(each.amount_minor, code),
            }
            for each in view.offs
        ],
        "transfers": [
            {
                "from": each.source, "to": each.target, "amount": rows.money(each.amount_minor, code),
                "on": each.on,
            }
            for each in view.sends
        ],
        "offers": [
            {
                "loan_id": each.loan_id, "loan": each.loan, "owed": rows.money(each.owed_minor, code),
                "amount": rows.money(each.amount_minor, code), "from": view.spare_from,
            }
            for each in view.offers
        ],
        "runner_up": _changes(view.runner_up, code),
        "more": _sum(view.more, code),
        "first_change": None if view.first is None else _sum(view.first, code),
        "flips": [
            {
                "assumption": each.code, "name": each.name or None, "on": each.on,
                "amount": None if each.code == "grace" else rows.money(each.amount_minor, code),
                "days": each.amount_minor if each.code == "grace" else None,
                "changes": _changes(each.changes, code),
            }
            for each in view.flips
        ],
        "trap": None if view.trap is None else {
            "loan": view.trap.loan, "account": view.trap.account, "on": view.trap.on,
            "amount": rows.money(view.trap.amount_minor, code),
            "less": rows.money(view.trap.less_minor, code), "spared": list(view.trap.spared),
        },
    }  # fmt: skip


def _changes(found: tuple[ChangeView, ...], currency: str) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name, "from": each.before, "to": each.after,
            "amount": rows.money(each.amount_minor, currency),
        }
        for each in found
    ]  # fmt: skip


def _sum(more: MoreView, currency: str) -> dict[str, Any]:
    return {
        "amount": rows.money(more.amount_minor, currency),
        "changes": _changes(more.changes, currency),
        "less_used_of_kept": rows.money(more.kept_minor, currency),
    }  # fmt: skip


def _harm(harm: Harm, currency: str) -> dict[str, Any]:
    sums = ("essentials_minor", "kept", "money", "unpaid")
    names = (*type(harm).__slots__,)
    return {
        name.replace("_minor", "_amount"): (
            rows.money(getattr(harm, name), currency) if name in sums else getattr(harm, name)
        )
        for name in names
    }
