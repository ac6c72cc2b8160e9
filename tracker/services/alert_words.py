"""What an alert says, why, and what to do next, in the person's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain.alert.facts import AlertFact
from tracker.domain.text import clean
from tracker.locale import _, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """How much a message tells: whose it is, and how much."""

    names: bool = False
    amounts: bool = False


def message(fact: AlertFact, today: date, tell: Tell) -> str:
    """One line about one fact."""
    what = _what(fact, tell)
    on = fact.on.isoformat()
    match fact.rule:
        case "due" | "overdue":
            return _due(what, (fact.about_on - today).days, fact.about_on.isoformat())
        case "last_safe_day":
            words = _("{what}: {on} is the last safe day to pay; it is due on {due}.")
        case "grace_end":
            words = _("{what} is overdue; the grace period ends on {on}.")
        case "autopay_fail":
            words = _fails(fact)
        case "autopay_unknown":
            words = _("{what}: whether autopay clears on {on} is not known.")
        case "autopay_clash":
            words = _("{what}: autopay may still follow the schedule that an arrangement replaced.")
        case "card_expiring":
            words = _("{what}: the card of its autopay expires on {on}.")
            if today > fact.on:
                words = _("{what}: the card of its autopay expired on {on}.")
        case "promo_ending":
            words = _("{what}: the promotional terms end on {on}.")
        case "dispute_deadline":
            words = _("{what}: an answer is due by {on}.")
            if today > fact.on:
                words = _("{what}: the answer was due on {on}.")
        case "report_check":
            words = _("{what}: a mark should be off the credit report since {on}; check it.")
        case "back_on_report":
            words = _("{what}: what was off the credit report is back on it, seen {on}.")
        case "duplicate_debit":
            words = _("{what} seems to have been debited twice, on {on}.")
            if "asked" in fact.params:
                words = _("{what}: a refund asked for on {on} is not back.")
        case "follow_up":
            words = _follow_up(fact, today)
        case "promise":
            words = _promise(fact, today)
        case "plan_behind":
            words = _("{what}: the extra payment of your plan was due on {on}.")
        case _:
            words = _("Alerts had not run since {on}; this is what was missed.")
    return words.format(what=what, on=on, due=fact.about_on.isoformat(), **_safe(fact))


def _safe(fact: AlertFact) -> dict[str, str]:
    return {name: clean(text) for name, text in fact.params.items() if name not in ("on", "due", "what")}


def _what(fact: AlertFact, tell: Tell) -> str:
    if not tell.names or not fact.loan:
        return {
            "promo_ending": _("A loan"),
            "autopay_clash": _("A loan"),
            "card_expiring": _("A loan"),
            "dispute_deadline": _("A dispute"),
            "report_check": _("A report"),
            "back_on_report": _("A report"),
            "follow_up": _("A loan"),
            "promise": _("A loan"),
            "plan_behind": _("A loan"),
        }.get(fact.rule, _("A payment"))
    if fact.amount_minor is None or not tell.amounts:
        return clean(fact.loan)
    from tracker.locale.hiding import shown_money

    amount = shown_money(fact.amount_minor, fact.currency, symbol=True)
    return _("{loan}: {amount}").format(
        loan=clean(fact.loan), amount=f"~{amount}" if fact.estimate else amount
    )


def _due(what: str, days: int, on: str) -> str:
    if days < 0:
        words = ngettext(
            "{what} is {days} day overdue, since {on}.", "{what} is {days} days overdue, since {on}.", -days
        )
    elif days == 0:
        words = _("{what} is due today, {on}.")
    else:
        words = ngettext(
            "{what} is due in {days} day, on {on}.", "{what} is due in {days} days, on {on}.", days
        )
    return words.format(what=what, days=abs(days), on=on)


def _fails(fact: AlertFact) -> str:
    match fact.params.get("reason"):
        case "card_expired":
            return _("{what}: autopay on {on} will fail, the card has expired by then.")
        case "short" | "part":
            return _("{what}: autopay on {on} will fail, the account is short.")
        case _:
            return _("{what}: autopay on {on} will fail.")


def _follow_up(fact: AlertFact, today: date) -> str:
    match fact.params.get("kind"):
        case "stage":
            words, late = _("{what}: answer by {on}."), _("{what}: the answer was to be given by {on}.")
        case "complaint":
            words = _("{what}: the answer to a complaint is due by {on}.")
            late = _("{what}: the answer to a complaint was due by {on}.")
        case "autopay":
            words = _("{what}: switch off its autopay at the bank by {on}, as you chose.")
            late = _("{what}: its autopay was to be switched off by {on}; ask the bank at once.")
        case _:
            words, late = (
                _("{what}: follow up the talks on {on}."),
                _("{what}: follow up the talks, due {on}."),
            )
    return late if today > fact.on else words


def _promise(fact: AlertFact, today: date) -> str:
    if fact.params.get("side") == "me":
        words, late = (
            _("{what}: what you promised is due on {on}."),
            _("{what}: what you promised was due on {on}."),
        )
    else:
        words = _("{what}: what they promised is due on {on}.")
        late = _("{what}: what they promised was due on {on}; see whether it was kept.")
    return late if today > fact.on else words


def title(count: int) -> str:
    """The heading of a message, which tells nothing."""
    return ngettext("{count} reminder", "{count} reminders", count).format(count=count)


def repeat_note() -> str:
    """What stands under a message that may have arrived before."""
    return _("This may be a repeat: the run before ended before it knew whether it was delivered.")


def why(fact: AlertFact, today: date, *, amounts: bool = True) -> str:
    """Why a fact is open, for the person at the screen; without amounts, no sum is named."""
    told = clean(fact.params.get("why", "")) if amounts else ""
    days = (fact.on - today).days
    on = fact.on.isoformat()
    match fact.rule:
        case "overdue":
            return ngettext(
                "Nothing posted covers it, {days} day after its date.",
                "Nothing posted covers it, {days} days after its date.",
                -days,
            ).format(days=-days)
        case "grace_end":
            return _("From the day after {on} it counts as late.").format(on=on)
        case "last_safe_day":
            return _("Money takes time to arrive: after {on} it may come too late.").format(on=on)
        case "autopay_fail":
            if fact.params.get("reason") == "card_expired":
                return _("The card behind autopay has expired by then.")
            return told or _("The account does not hold enough for it.")
        case "autopay_unknown":
            return told or _("The binding or the balance was not looked at for long.")
        case "autopay_clash":
            return told or _("Nobody looked at the binding since the arrangement began.")
        case "card_expiring":
            return _("Autopay by this card stops working then.")
        case "promo_ending":
            return _("Interest follows the ordinary terms from then on.")
        case "dispute_deadline":
            return _("No answer is recorded.")
        case "report_check":
            return _("The mark was expected to be removed on {on}.").format(on=on)
        case "back_on_report":
            return _("An earlier report did not show it, or a dispute had it removed.")
        case "duplicate_debit":
            if "asked" in fact.params:
                return _("The money was asked back and has not come.")
            return _("Two posted payments of one sum lie a few days apart.")
        case "follow_up":
            if fact.params.get("kind") == "autopay":
                return _("It is on, and takes what you chose to pay otherwise.")
            return _("Nothing is recorded since; losing contact is what escalates.")
        case "promise":
            return _("What came of it is not recorded.")
        case "plan_behind":
            return _("Plan {plan} counts on it; without it, it ends later.").format(
                plan=clean(fact.params.get("plan", ""))
            )
        case "scheduler_silent":
            return _("The last run is more than 36 hours ago.")
        case _:
            return _("It is open and its date is near.")


def next_act(fact: AlertFact) -> tuple[str, str]:
    """What to do next, in words and as a command line."""
    loan = str(fact.loan_id or "")
    payment = fact.params.get("payment", "")
    number = fact.about.partition(".")[2]
    match fact.rule:
        case "autopay_fail":
            return _("Top up the account, or pay by hand"), "debt cash forecast"
        case "autopay_unknown":
            return _("Look at the binding and note it"), f"debt autopay check {loan}"
        case "autopay_clash":
            return _("Look at the binding and note it"), fact.params["command"]
        case "card_expiring":
            return _("Bind a new card"), f"debt autopay set {loan} --expires YYYY-MM"
        case "promo_ending":
            return _("See what it costs from then on"), f"debt loan show {loan}"
        case "dispute_deadline":
            return _("Ask for the answer, or note it"), f"debt credit dispute answer {number}"
        case "report_check":
            return _("Get a report and look"), f"debt credit mark edit {number}"
        case "back_on_report":
            return _("Ask the bureau why, or note it as a mark"), "debt credit report diff"
        case "duplicate_debit":
            return _("Ask the money back, or note that it came"), f"debt payment refund {payment}"
        case "follow_up":
            return _move(fact, number)
        case "promise":
            return _("Keep it, or say what came of it"), f"debt talk promise end {number} kept"
        case "plan_behind":
            return _("Pay it, or make the plan anew"), f"debt pay {loan} AMOUNT"
        case "scheduler_silent":
            return _("See whether the scheduler runs"), "debt doctor"
        case _:
            return _("Pay it, or record the payment"), f"debt pay {loan} AMOUNT"


def _move(fact: AlertFact, number: str) -> tuple[str, str]:
    match fact.params.get("kind"):
        case "stage":
            return _("Answer it, then note that you did"), f"debt talk stage answered {number}"
        case "complaint":
            return _("Ask for the answer, or note it"), f"debt talk complaint answer {number} OUTCOME"
        case "autopay":
            return _("Switch it off at the bank, then note it"), f"debt autopay set {number} --on off"
        case _:
            return _("Get in touch, then note the step"), f"debt talk step {number} STATE"
