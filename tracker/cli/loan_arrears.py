"""`debt loan arrears`: how late a loan is, what it is made of, what the lender said and did."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import keep, stage_json, stage_table
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.cases import label_kind_text, label_text
from tracker.locale.talks import arrears_text, flag_text, share_text, stage_text

if TYPE_CHECKING:
    from tracker.domain.rule.classification import Label
    from tracker.services.talk.arrears import ArrearsView


@command(
    "debt loan arrears jiebei",
    'debt loan arrears jiebei --product online_loan --cause "lost my job"',
    'debt loan arrears jiebei --confirmed-on 2026-11-20 --confirmed-with "hotline, agent 1024"',
    "debt loan arrears jiebei --penalty 32.10 --told-on 2026-11-20",
    help=N_(
        "How late a loan is and of what the arrears are made; with options, enter what is known. Figures"
        " with ~ are estimates of ours; one the lender said takes their place."
    ),
)
@argument("loan", metavar="LOAN")
@option("--product", metavar=N_("KIND"), help=N_("The kind of credit that rules go by, such as online_loan."))
@option("--cause", metavar=N_("TEXT"), help=N_("Why it is late."))
@option("--confirmed-on", metavar=N_("DATE"), help=N_("When the lender confirmed that it is overdue."))
@option("--confirmed-with", metavar=N_("TEXT"), help=N_("By whom."))
@option("--frozen-on", metavar=N_("DATE"), help=N_("Since when the account is frozen."))
@option("--accelerated-on", metavar=N_("DATE"), help=N_("Since when the whole balance is due."))
@option("--line-cut-on", metavar=N_("DATE"), help=N_("Since when the credit line is cut."))
@option("--told-on", metavar=N_("DATE"), help=N_("The day of the lender's figures."))
@option("--principal", metavar=N_("AMOUNT"), help=N_("Principal in arrears, as the lender says."))
@option("--interest", metavar=N_("AMOUNT"), help=N_("Interest in arrears, as the lender says."))
@option("--fee", metavar=N_("AMOUNT"), help=N_("Fees in arrears, as the lender says."))
@option("--penalty", metavar=N_("AMOUNT"), help=N_("Penalty, as the lender says."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def arrears_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Show or enter the arrears of a loan."""
    from tracker.services.talk.arrears import arrears_view, tell_arrears

    with session.book() as book:
        meant = session.loan(book, loan)
        if any(text is not None for text in fields.values()):
            keep(session, fields, lambda opened, got: tell_arrears(opened, meant, got), book)
            return
        view = arrears_view(book, meant)
    drawn = session.facts("loan.arrears", _json(session, view), lambda: _lines(session, view))
    if drawn and view.stages:
        session.out.line()
        session.out.table(stage_table(view.stages, session.today))


def _json(session: Session, view: ArrearsView) -> dict[str, Any]:
    found, told, currency = view.arrears, view.told, view.loan.currency
    return {
        "loan_id": view.loan.id,
        "loan": view.loan.name,
        "currency": currency,
        "status": found.status,
        "days_past_due": found.days_past_due,
        "oldest_due_on": found.oldest_due_on,
        "bucket": found.bucket,
        "jurisdiction": view.jurisdiction,
        "labels": [
            {
                "kind": each.kind, "code": each.code, "rule": each.rule.number,
                "next": each.next_code or None, "next_on": _next_on(view, each),
            }
            for each in view.labels
        ],
        "classification": found.classification.value if found.classification else None,
        "classification_rule": view.tier_rule.number if view.tier_rule else None,
        "amount": rows.money(found.total_minor, currency),
        "shares": [
            {
                "component": each.component, "amount": rows.money(each.minor, currency),
                "estimate": each.estimate,
            }
            for each in found.shares
        ],
        "product": told.product if told else "",
        "cause": told.cause if told else "",
        "confirmed_on": told.confirmed_on if told else None,
        "confirmed_with": told.confirmed_with if told else "",
        "told_on": told.told_on if told else None,
        "flags": [{"flag": name, "since": on} for name, on in (told.flags if told else ())],
        "holders": [{"holder": each.holder, "since": each.since} for each in view.holders],
        "claims": [
            {
                "on": each.on, "claimed": rows.money(each.claimed_minor, currency),
                "change": rows.money(each.change_minor, currency),
            }
            for each in view.claims
        ],
        "answers_due": [stage_json(each, session.today) for each in view.answers],
        "stages": [stage_json(each, session.today) for each in view.stages],
        "last_contact_on": view.last_contact_on,
    }  # fmt: skip


def _lines(session: Session, view: ArrearsView) -> list[tuple[str, str]]:
    found, told, currency = view.arrears, view.told, view.loan.currency
    shown = [(_("Loan"), view.loan.name), (_("Arrears"), arrears_text(found.status))]
    if told and told.confirmed_on and found.days_past_due:
        by = " ".join(part for part in (told.confirmed_on.isoformat(), told.confirmed_with) if part)
        shown.append((_("Confirmed"), by))
    if found.oldest_due_on:
        words = _("!! {days} d, since {on}")
        since = found.oldest_due_on.isoformat()
        bucket = view.label("bucket")
        late = words.format(days=found.days_past_due, on=since)
        shown.append((_("Overdue"), f"{late} ({bucket.code})" if bucket else late))
        for each in found.shares:
            amount = rows.amount_of(each.minor, currency)
            shown.append((f"  {share_text(each.component)}", f"~{amount}" if each.estimate else amount))
        total = f"{rows.amount_of(found.total_minor, currency)} {currency}"
        estimated = any(each.estimate for each in found.shares)
        shown.append((_("Together"), f"~{total}" if estimated else total))
    if found.days_past_due:
        shown += _labels(view)
    if told:
        shown += [(_("Kind of credit"), told.product)] if told.product else []
        shown += [(_("Cause"), told.cause)] if told.cause else []
        shown += [(f"! {flag_text(name)}", on.isoformat()) for name, on in told.flags]
    if len(view.holders) > 1:
        chain = " > ".join(f"{each.holder} ({each.since.isoformat()})" for each in view.holders)
        shown.append((_("Held by"), chain))
    for move in view.claims:
        change = rows.amount_of(move.change_minor, currency)
        claimed = rows.amount_of(move.claimed_minor, currency)
        change = f"+{change}" if move.change_minor > 0 else change
        shown.append((_("Claimed"), f"{move.on.isoformat()}  {claimed} ({change})"))
    for stage in view.answers:
        mark = "!!" if stage.late_days(session.today) else "!"
        by = stage.open_answer.isoformat() if stage.open_answer else ""
        shown.append((_("Answer by"), f"{mark} {by} {stage_text(stage.kind.value)}"))
    spoken = view.last_contact_on
    days = (session.today - spoken).days if spoken else None
    last = _("not yet") if days is None else _("{days} d ago").format(days=days)
    shown.append((_("Last talk"), last))
    return shown


def _labels(view: ArrearsView) -> list[tuple[str, str]]:
    """What the place calls it, and on which day it will be called worse."""
    shown = []
    for each in view.labels:
        words = _("at least {tier} ({rule})") if each.kind == "tier" else _("{tier} ({rule})")
        text = words.format(tier=label_text(each.kind, each.code), rule=each.rule.number)
        on = _next_on(view, each)
        if on:
            worse = label_text(each.kind, each.next_code)
            text += _(", from {on} {tier}").format(on=on.isoformat(), tier=worse)
        shown.append((label_kind_text(each.kind), text))
    if not view.labels:
        words = _("no rule pack of {place} has a name for it")
        shown.append((_("Lender's class"), words.format(place=view.jurisdiction)))
    return shown


def _next_on(view: ArrearsView, label: Label) -> date | None:
    oldest = view.arrears.oldest_due_on
    if oldest is None or label.next_days is None:
        return None
    return oldest + timedelta(days=label.next_days)
