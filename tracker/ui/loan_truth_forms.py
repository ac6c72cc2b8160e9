"""Fields and words of the dialogs that hold a loan against what its lender and bank say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.locale import _
from tracker.locale.happenings import basis_text, line_text
from tracker.locale.joining import sentences
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import Figures
from tracker.ui.text import fit

if TYPE_CHECKING:
    from tracker.services.views import PaymentRow
    from tracker.ui.answers_truth import Autopay, ClaimView, Refund, Suspect

Styled = str | tuple[str, str]

_BASES = {"fact": "", "estimate": "~", "match": "!", "rest": "!!"}
_TEXT, _SUM = 40, 13


def claim_fields(currency: str) -> tuple[EntryField, ...]:
    """The form of what a lender claims."""
    return (
        EntryField(name="amount", label=_("Balance"), currency=currency,
                   hint=_("what the lender's app, letter or call says")),
        EntryField(name="on", label=_("Said for"), value=_("today"), is_date=True),
        EntryField(name="note", label=_("Note"), hint=_("where it was said")),
    )  # fmt: skip


def explanation(view: ClaimView | None, figures: Figures, *, asked: bool) -> Iterator[Styled]:
    """The lender's figure against ours, line by line; the lines add up to the difference."""
    if view is None:
        yield _("The balance you type is held against ours, line by line.")
        return
    found, code = view.explanation, view.currency
    if not asked:
        yield _("Kept before, {on}:").format(on=found.on.isoformat()) + "\n"
    yield _line("", _("Ours on {on}").format(on=found.on.isoformat()), figures.money(found.ours_minor, code))
    for each in found.lines:
        text = line_text(each.code, on=each.on, since=each.since, days=each.days, about=each.about)
        sign = "+" if each.minor > 0 and not figures.hidden else ""
        amount = f"{sign}{figures.money(each.minor, code)}"
        yield _line(_BASES[each.basis.value], text, amount, basis_text(each.basis.value))
    claimed = _("What {loan} claims").format(loan=view.loan)
    yield _line("", claimed, figures.money(found.claimed_minor, code))
    if found.difference_minor == 0:
        yield _("Both agree.")
    elif found.explained:
        yield _("The difference is explained.")
    else:
        amount = figures.money(abs(found.unfounded_minor), code)
        yield "! ", "$mark-attention bold"
        yield _("{amount} of it has to be asked about.").format(amount=amount)


def refund_fields(row: PaymentRow, suspect: Suspect | None, held: Refund | None) -> tuple[EntryField, ...]:
    """The form of money to get back."""
    asked = held is not None and held.asked_on is not None
    choices = [("asked", _("asked back")), ("back", _("the money is back"))]
    if suspect is not None:
        choices.append(("separate", _("no duplicate: a payment of its own")))
    amount = held.amount_minor if held else row.amount_minor
    return (
        EntryField(name="what", label=_("What is so"), choices=tuple(choices),
                   value="back" if asked else "asked"),
        EntryField(name="on", label=_("Date"), value=_("today"), is_date=True),
        EntryField(name="amount", label=_("Amount"), value=decimal_text(amount, row.currency),
                   currency=row.currency),
        EntryField(name="note", label=_("Note"), value=held.note if held else "",
                   hint=_("whom you asked, the number of the case")),
    )  # fmt: skip


def refund_words(
    row: PaymentRow, suspect: Suspect | None, held: Refund | None, today: date, figures: Figures
) -> Iterator[Styled]:
    """Which payment it is about, and how far it has come."""
    amount = figures.money(row.amount_minor, row.currency)
    yield _("{amount} of {on}").format(amount=amount, on=row.paid_on.isoformat()) + "\n"
    if suspect is not None:
        yield "! ", "$mark-attention bold"
        yield (
            _("It looks like the payment of {on} taken again.").format(on=suspect.first_on.isoformat()) + "\n"
        )
    if held is not None and held.back_on is not None:
        yield _("ok: back on {on}").format(on=held.back_on.isoformat())
    elif held is not None and held.asked_on is not None:
        words = _("Asked for on {on}, {days} d ago.")
        yield sentences(
            words.format(on=held.asked_on.isoformat(), days=held.waiting_days(today)),
            _("Time to ask again.") if held.is_late(today) else "",
        )
    elif row.state == "posted":
        yield _("Once it is asked back, it pays nothing off any more.")


def autopay_fields(held: Autopay | None, currency: str) -> tuple[EntryField, ...]:
    """The form of autopay: from where, how much, when, what if it fails."""
    expires = f"{held.card_expires_on:%Y-%m}" if held and held.card_expires_on else ""
    fixed = decimal_text(held.fixed_minor, currency) if held and held.fixed_minor else ""
    result = held.last_result.value if held and held.last_result else "-"
    return (
        EntryField(name="on", label=_("Autopay"), value="on" if held is None or held.is_on else "off",
                   choices=(("on", _("on")), ("off", _("off")))),
        EntryField(name="account", label=_("Pays from"), value=held.account if held else "",
                   hint=_("an account of 0 Cash")),
        EntryField(name="mode", label=_("Takes"), value=held.mode.value if held else "full",
                   choices=(("full", _("all that is due")), ("minimum", _("the minimum")),
                            ("fixed", _("a fixed sum")))),
        EntryField(name="fixed", label=_("Fixed sum"), value=fixed, currency=currency),
        EntryField(name="at", label=_("Tries at"), value=held.attempt_at if held else "", hint="06:00"),
        EntryField(name="retry", label=_("Tries again"), hint=_("1,3: one and three days later"),
                   value=",".join(map(str, held.retries)) if held else ""),
        EntryField(name="on_short", label=_("If too little"),
                   value=held.on_short.value if held else "all_or_nothing",
                   choices=(("all_or_nothing", _("takes nothing")), ("sweep", _("takes what is there")))),
        EntryField(name="holidays", label=_("On holidays"),
                   value=held.holiday_rule.value if held else "none",
                   choices=(("none", _("tries all the same")), ("next", _("the next working day")),
                            ("previous", _("the working day before")))),
        EntryField(name="card", label=_("Card ends"), value=held.card_tail if held else "",
                   hint=_("last four digits")),
        EntryField(name="expires", label=_("Expires"), value=expires, hint="08/27"),
        EntryField(name="checked", label=_("Checked on"), is_date=True, hint=_("when you last saw it set up"),
                   value=held.checked_on.isoformat() if held and held.checked_on else ""),
        EntryField(name="result", label=_("Last result"), value=result,
                   choices=(("-", _("not known")), ("ok", _("it was paid")), ("failed", _("it failed")))),
        EntryField(name="result_on", label=_("Result of"), is_date=True,
                   value=held.last_result_on.isoformat() if held and held.last_result_on else ""),
    )  # fmt: skip


def _line(mark: str, text: str, amount: str, basis: str = "") -> str:
    return f"{fit(mark, 2)} {fit(text, _TEXT)} {fit(amount, _SUM, right=True)} {basis}".rstrip() + "\n"
