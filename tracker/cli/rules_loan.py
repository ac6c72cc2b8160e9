"""`debt rules check, limitation`: a loan held against the dated rules of its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.cases import act_text, lacking_text, not_held_text, verdict_text
from tracker.locale.rules import evidence_words, rule_title

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from tracker.domain.rule.cost import CapCheck
    from tracker.services.rule_check import CostView, LimitationView


@command(
    "debt rules check jiebei",
    "debt rules check jiebei --json",
    help=N_(
        "What a loan truly costs a year, from what was received and every instalment, against the caps in"
        " force on its contract date. Above one is worth checking; it is no judgement, and what is not known"
        " is said."
    ),
)
@argument("loan", metavar="LOAN")
def check_command(session: Session, *, loan: str) -> None:
    """Hold the cost of a loan against the caps."""
    from tracker.services.rule_check import cost_view

    with session.book() as book:
        view = cost_view(book, session.loan(book, loan))
    if not session.facts("rules.check", _cost_json(view), lambda: _cost_lines(view)):
        return
    if view.checks:
        session.out.line()
        session.out.table(caps_table(view.checks))
        session.out.line(_("Worth checking, not a judgement: debt rules show NUMBER has the text."))
    for each in view.not_held:
        if each.why in ("unverified", "product"):
            words = _("{number} was not compared: {why}")
            session.out.line(words.format(number=each.rule.number, why=not_held_text(each.why)))


@command(
    "debt rules limitation jiebei",
    help=N_(
        "When limitation of a loan would end by the rules of the place: from which day, how long, what on"
        " record restarted it. A calculation, not legal advice."
    ),
)
@argument("loan", metavar="LOAN")
def limitation_command(session: Session, *, loan: str) -> None:
    """Compute limitation of a loan."""
    from tracker.services.rule_check import limitation_view

    with session.book() as book:
        view = limitation_view(book, session.loan(book, loan))
    if session.facts("rules.limitation", _limit_json(view), lambda: _limit_lines(view)):
        session.out.line(_("A calculation by the rule named, not legal advice."))


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _cost_json(view: CostView) -> dict[str, Any]:
    currency = view.loan.currency
    return {
        "loan_id": view.loan.id,
        "loan": view.loan.name,
        "currency": currency,
        "jurisdiction": view.jurisdiction,
        "product": view.product,
        "contract_on": view.contract_on,
        "received": None if view.received_minor is None else rows.money(view.received_minor, currency),
        "paid": None if view.paid_minor is None else rows.money(view.paid_minor, currency),
        "instalments": view.instalments,
        "nominal_pct": _percent(view.nominal),
        "effective_pct": _percent(view.effective),
        "method": "xirr",
        "estimate": view.estimate,
        "unknown": list(view.unknown),
        "caps": [cap_json(each) for each in view.checks],
        "not_held": [{"rule": each.rule.number, "why": each.why} for each in view.not_held],
    }


def cap_json(each: CapCheck) -> dict[str, Any]:
    """A cap with how a cost stands to it."""
    cap = each.cap
    return {
        "rule": cap.rule.number,
        "cap_pct": _percent(cap.percent),
        "verdict": each.verdict,
        "index_on": cap.observation.on if cap.observation else None,
        "index_pct": _percent(cap.observation.percent) if cap.observation else None,
        "index_evidence": cap.observation.evidence.value if cap.observation else None,
        "index_stale": cap.stale,
        "citation": cap.rule.citation,
        "effective_from": cap.rule.effective_from,
        "effective_to": cap.rule.effective_to,
        "evidence": cap.rule.evidence.value,
    }


def _cost_lines(view: CostView) -> list[tuple[str, str]]:
    currency = view.loan.currency
    shown = [(_("Loan"), view.loan.name)]
    shown += [(_("Contract of"), view.contract_on.isoformat())] if view.contract_on else []
    if view.received_minor is not None:
        shown.append((_("Received"), f"{rows.amount_of(view.received_minor, currency)} {currency}"))
    if view.paid_minor is not None:
        words = _("{amount} in {count} instalments")
        paid = rows.amount_of(view.paid_minor, currency)
        shown.append((_("Paid back"), words.format(amount=f"{paid} {currency}", count=view.instalments)))
    if view.nominal is not None:
        mark = "~" if view.estimate else ""
        words = _("{mark}{nominal} % nominal, {effective} % effective (dated flows, days over 365)")
        rates = {"nominal": _percent(view.nominal), "effective": _percent(view.effective)}
        shown.append((_("True annual rate"), words.format(mark=mark, **rates)))
    shown += [(_("Kind of credit"), view.product)] if view.product else []
    shown += [(_("Not known"), lacking_text(each)) for each in view.unknown]
    return shown


def caps_table(checks: Iterable[CapCheck]) -> Table:
    """The caps as a person reads them, each by its rule with the dates it is in force."""
    marks = {"above": "!", "between": "~", "within": "ok"}
    return Table(
        ("", _("Rule"), f">{_('Cap %')}", _("Cost"), _("In force"), _("Source"), _("Known")),
        [
            (
                marks[each.verdict],
                f"{each.cap.rule.number} {rule_title(each.cap.rule)}",
                str(_percent(each.cap.percent)),
                verdict_text(each.verdict),
                f"{each.cap.rule.effective_from.isoformat()} … "
                f"{each.cap.rule.effective_to.isoformat() if each.cap.rule.effective_to else ''}",
                each.cap.rule.citation,
                _known(each),
            )
            for each in checks
        ],
    )


def _known(each: CapCheck) -> str:
    known = evidence_words(each.cap.rule.evidence)
    found = each.cap.observation
    if found is not None:
        words = _("{known}; index of {on}: {percent} % ({mark})")
        mark = evidence_words(found.evidence)
        percent = _percent(found.percent)
        known = words.format(known=known, on=found.on.isoformat(), percent=percent, mark=mark)
    return f"~ {known}" if each.cap.stale else known


def _limit_json(view: LimitationView) -> dict[str, Any]:
    return {
        "loan_id": view.loan.id,
        "loan": view.loan.name,
        "jurisdiction": view.jurisdiction,
        "rule": view.rule.number if view.rule else None,
        "citation": view.rule.citation if view.rule else None,
        "restart_rule": view.restart_rule.number if view.restart_rule else None,
        "start_on": view.start_on,
        "start_is_last_due": view.start_is_last,
        "years": view.years,
        "first_end_on": view.first_end_on,
        "ends_on": view.ends_on,
        "restarts": [{"act": each.act, "on": each.on, "counts": each.counts} for each in view.restarts],
        "unknown": view.unknown or None,
        "legal_advice": False,
    }


def _limit_lines(view: LimitationView) -> list[tuple[str, str]]:
    shown = [(_("Loan"), view.loan.name)]
    if view.rule is not None:
        words = _("{number}, {citation} ({mark})")
        mark = evidence_words(view.rule.evidence)
        text = words.format(number=view.rule.number, citation=view.rule.citation, mark=mark)
        shown.append((_("Rule"), text))
    if view.unknown:
        return [*shown, (_("Not known"), lacking_text(view.unknown))]
    if view.start_on and view.first_end_on and view.ends_on:
        last = _("{on}, the last instalment's due date") if view.start_is_last else "{on}"
        shown.append((_("Runs from"), last.format(on=view.start_on.isoformat())))
        shown.append((_("Length"), _("{years} years, to {on}").format(
            years=view.years, on=view.first_end_on.isoformat())))  # fmt: skip
    for each in view.restarts:
        words = _("{on} {act}") if each.counts else _("{on} {act}: outside the period, not counted")
        shown.append((_("Restart"), words.format(on=each.on.isoformat(), act=act_text(each.act))))
    if view.ends_on:
        shown.append((_("Would end"), view.ends_on.isoformat()))
    return shown
