"""A loan that is not taken out yet on the command line: the plain sentence first, then the figures."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.offer_rows import rate_json
from tracker.cli.reading import settle
from tracker.cli.rules_loan import cap_json, caps_table
from tracker.cli.session import Session
from tracker.domain.recovery.borrowing import share
from tracker.locale import _
from tracker.locale.borrowing import borrow_sentence, unseen_text
from tracker.locale.cases import not_held_text

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.domain.recovery.borrowing import Load
    from tracker.domain.typed.rate import Unit
    from tracker.services.book import Book
    from tracker.services.borrow.answers import Borrowing, OwnRate, Short
    from tracker.services.done import Done

_PLACES = Decimal("0.01")


def show_borrowing(session: Session, view: Borrowing) -> None:
    """Answer with what a loan would do."""
    if session.out.form != "table":
        session.facts("calc.borrow", borrowing_json(view), list)
        return
    draw_borrowing(session, view)
    session.out.line()
    session.out.line(_("Nothing was stored. A calculation from what is known, not advice."))


def look_first(
    session: Session, book: Book, fields: dict[str, str], unit: Unit | None
) -> tuple[dict[str, str], Borrowing]:
    """Show what a loan would do before it is added; the fields as they were settled on, and what it does."""
    from tracker.services.borrow.guard import guarded

    settled = dict(fields)

    def attempt(got: dict[str, str]) -> Checked[Borrowing]:
        settled.update(got)
        return guarded(book, got, rate_unit=unit)

    view = settle(session, fields, attempt)
    if session.out.form == "table":
        draw_borrowing(session, view)
        session.out.line()
        if session.can_ask:
            session.confirm(_("Add {name}?").format(name=view.loan.name))
    elif session.out.form != "json":
        session.out.values([borrowing_json(view)])
    return settled, view


def done_with(session: Session, done: Done, view: Borrowing) -> None:
    """Answer in JSON that a loan was added, with what was shown before."""
    told = {"title": done.title, "action_id": done.action_id, "ids": done.ids, "dry_run": session.dry_run}
    session.out.json(session.envelope("done", told, guard=borrowing_json(view)))


def draw_borrowing(session: Session, view: Borrowing) -> None:
    """What a loan would do, for people."""
    session.out.line(sentence_of(view))
    session.out.line()
    session.pairs(_lines(view))
    if view.checks:
        session.out.line()
        session.out.table(caps_table(view.checks))
        session.out.line(_("Worth checking, not a judgement: debt rules show NUMBER has the text."))
    for why in ("unverified", "product"):
        numbers = ", ".join(each.rule.number for each in view.not_held if each.why == why)
        if numbers:
            session.out.line(_("Not compared: {rules} ({why})").format(rules=numbers, why=not_held_text(why)))


def sentence_of(view: Borrowing) -> str:
    """What the loan does, in one plain sentence."""
    ahead = view.ahead
    return borrow_sentence(
        ahead.effect.value, ahead.before.on if ahead.before else None,
        ahead.after.on if ahead.after else None, ahead.until,
        extra_minor=view.extra_minor, currency=view.currency, estimate=view.made.estimate,
    )  # fmt: skip


def borrowing_json(view: Borrowing) -> dict[str, Any]:
    """What a loan would do, for programs."""
    code, made, ahead = view.currency, view.made, view.ahead
    switch = view.to_pay
    return {
        "sentence": sentence_of(view),
        "currency": code,
        "amount": rows.money(_lent(view), code),
        "received": rows.money(view.received_minor, code),
        "received_on": view.start,
        "received_before_today": view.already_there,
        "account": ahead.account or None,
        "method": view.loan.method,
        "rate": rate_json(made.rate),
        "rate_method": "xirr_365",
        "dearest": _own_json(view.dearest),
        "cheapest": _own_json(view.cheapest),
        "loans_without_rate": view.unrated,
        "total": rows.money(made.total_minor, code),
        "cost": rows.money(made.cost_minor, code),
        "extra_cost": rows.money(view.extra_minor, code),
        "estimate": made.estimate,
        "instalments": len(made.payments),
        "ends_on": made.ends_on,
        "never_ends": made.endless,
        "income_a_month": rows.money(view.income_minor, code) if view.income_minor else None,
        "first_month": _load_json(view, view.month),
        "worst_month": _load_json(view, view.worst),
        "shortfall": {
            "effect": ahead.effect, "looked_until": ahead.until, "before": _short_json(ahead.before),
            "after": _short_json(ahead.after), "unknown": ahead.why or None,
        },
        "debt_free": {"before": view.free_before, "after": view.free_after, "unknown": list(view.endless)},
        "to_pay": switch and {
            "loan": switch.loan, "clears": rows.money(switch.clears_minor, code),
            "paid": rows.money(switch.paid_minor, code), "cleared": switch.is_cleared,
            "as_now": rows.money(switch.as_now_minor, code), "saves": rows.money(switch.saves_minor, code),
        },
        "product": view.product or None,
        "caps": [cap_json(each) for each in view.checks],
        "not_held": [{"rule": each.rule.number, "why": each.why} for each in view.not_held],
        "advice": False,
    }  # fmt: skip


def _lent(view: Borrowing) -> int:
    found = view.loan.principal_minor
    return view.loan.balance_minor if found is None else found


def _percent(value: Decimal) -> str:
    return f"{value.quantize(_PLACES)}"


def _own_json(own: OwnRate | None) -> dict[str, Any] | None:
    return None if own is None else {
        "loan": own.loan, "nominal_pct": _percent(own.nominal), "effective_pct": _percent(own.effective),
        "basis": "true_cost" if own.is_true else "contract_rate",
    }  # fmt: skip


def _load_json(view: Borrowing, load: Load | None) -> dict[str, Any] | None:
    if load is None:
        return None
    shares = [share(minor, view.income_minor) for minor in (load.before_minor, load.after_minor)]
    before, after = (None if each is None else _percent(each) for each in shares)
    return {
        "month": load.first, "before": rows.money(load.before_minor, view.currency),
        "after": rows.money(load.after_minor, view.currency), "before_share_pct": before,
        "after_share_pct": after,
    }  # fmt: skip


def _short_json(short: Short | None) -> dict[str, Any] | None:
    return None if short is None else {
        "on": short.on, "account": short.account, "event": short.event,
        "short": rows.money(short.short_minor, short.currency), "currency": short.currency,
    }  # fmt: skip


def _lines(view: Borrowing) -> list[tuple[str, str]]:
    """The figures, each by its name."""
    made, ahead = view.made, view.ahead
    into = _("{amount} on {on} into {account}") if ahead.account else _("{amount} on {on}")
    if view.already_there:
        into = _("{amount} on {on}, so no money is added to the forecast")
    received = into.format(
        amount=_sum(view, view.received_minor), on=view.start.isoformat(), account=ahead.account
    )
    shown = [(_("Received"), received), (_("True annual rate"), _rate(view))]
    shown += [(_("Your dearest loan"), _own(view.dearest))] if view.dearest else []
    shown += [(_("Your cheapest loan"), _own(view.cheapest))] if view.cheapest else []
    if made.total_minor is not None and made.ends_on is not None:
        words = _("{amount} in {count} instalments until {on}")
        paid = words.format(
            amount=_sum(view, made.total_minor, estimate=made.estimate), count=len(made.payments),
            on=made.ends_on.isoformat(),
        )  # fmt: skip
        shown.append((_("Paid back"), paid))
        shown.append((_("Cost"), _sum(view, made.cost_minor, estimate=made.estimate)))
    elif made.endless:
        shown.append((_("Paid back"), _("! never: the payment does not reach the principal")))
    for load in (view.month, view.worst if view.worst != view.month else None):
        if load is not None:
            shown.append((_("Dues in {month}").format(month=f"{load.first:%Y-%m}"), _load(view, load)))
    shown += _shorts(view)
    shown.append((_("Debt-free"), _free(view)))
    return [*shown, *_switch(view)]


def _sum(view: Borrowing, minor: int | None, *, estimate: bool = False) -> str:
    return f"{rows.amount_of(minor, view.currency, estimate=estimate)} {view.currency}"


def _rate(view: Borrowing) -> str:
    rate = view.made.rate
    if rate.rate is None or rate.nominal is None:
        return _("not known: no single rate solves these payments")
    words = _("{mark}{nominal} % nominal, {effective} % effective (dated flows, days over 365)")
    mark = "~" if view.made.estimate else ""
    return words.format(mark=mark, nominal=_percent(rate.nominal * 100), effective=_percent(rate.rate * 100))


def _own(own: OwnRate) -> str:
    words = _("{loan}: {effective} % effective, by its contract rate")
    if own.is_true:
        words = _("{loan}: {effective} % effective, by all that was received and is paid")
    return words.format(loan=own.loan, effective=_percent(own.effective))


def _load(view: Borrowing, load: Load) -> str:
    before, after = share(load.before_minor, view.income_minor), share(load.after_minor, view.income_minor)
    words = _("{before} without it, {after} with it")
    text = words.format(before=_sum(view, load.before_minor), after=_sum(view, load.after_minor))
    if before is None or after is None:
        return text
    words = _("{text}: {before} % and {after} % of a month's sure income")
    return words.format(text=text, before=_percent(before), after=_percent(after))


def _shorts(view: Borrowing) -> list[tuple[str, str]]:
    ahead = view.ahead
    none = _("none until {until}").format(until=ahead.until.isoformat())
    before = _short(ahead.before) if ahead.before else none
    after = _short(ahead.after) if ahead.after else none
    if ahead.why:
        after = _("not known ({why})").format(why=unseen_text(ahead.why, ahead.account))
    return [
        (_("First shortfall"), _("{what} without it").format(what=before)),
        ("", _("{what} with it").format(what=after)),
    ]


def _short(short: Short) -> str:
    words = _("{on} ({event}, {amount} short)")
    amount = f"{rows.amount_of(short.short_minor, short.currency)} {short.currency}"
    return words.format(on=short.on.isoformat(), event=short.event, amount=amount)


def _free(view: Borrowing) -> str:
    if view.endless:
        return _("not known: no end of {names}").format(names=", ".join(view.endless))
    before = f"{view.free_before:%Y-%m}" if view.free_before else _("now")
    after = f"{view.free_after:%Y-%m}" if view.free_after else _("not known")
    return _("{before} without it, {after} with it").format(before=before, after=after)


def _switch(view: Borrowing) -> list[tuple[str, str]]:
    switch = view.to_pay
    if switch is None:
        return []
    words = _("cleared with {paid}") if switch.is_cleared else _("{paid} of the {clears} that would clear it")
    done = words.format(paid=_sum(view, switch.paid_minor), clears=_sum(view, switch.clears_minor))
    shown = [(_("Paying {loan}").format(loan=switch.loan), done)]
    saves = switch.saves_minor
    if saves is None:
        text = _("not known: not every end is")
    else:
        words = _("saves {amount} over what {loan} still asks for, {total}")
        if saves < 0:
            words = _("costs {amount} more than what {loan} still asks for, {total}")
        total = _sum(view, switch.as_now_minor)
        text = words.format(amount=_sum(view, abs(saves)), loan=switch.loan, total=total)
    return [*shown, (_("In all"), text)]
