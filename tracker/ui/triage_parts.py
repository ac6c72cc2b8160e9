"""The words of the triage screen, as pure functions of what was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale import triage as words
from tracker.locale import triage_why as reasons
from tracker.locale.hiding import shown_money
from tracker.locale.joining import aside, told_of
from tracker.ui.figures import Figures
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.plan.triage_told import BillView, TriageView

Styled = str | tuple[str, str]

_TONES = {"!!": "overdue", "!": "attention", "~": "quiet", "ok": "ok"}
PANES = ("about", "first", "why")


def pane_titles() -> dict[str, str]:
    """The parts below the bills, in the person's language."""
    return {"about": _("About the row"), "first": _("Do first"), "why": _("Why this and nothing else")}


def banner(view: TriageView) -> tuple[str, ...]:
    """The tone and what there is against what is needed, then a shorter way to say it."""
    text = words.summary_text(view)
    if view.enough:
        return "", f"ok: {text}"
    short = _("! {amount} is missing until {until}").format(
        amount=shown_money(view.missing_minor, view.currency), until=view.until.isoformat()
    )
    return "attention", f"! {text}", short


def columns(view: TriageView, figures: Figures) -> tuple[Column, ...]:
    """The columns of the bills."""
    sums = [max(each.needed_minor, each.amount_minor) for each in view.bills]
    wide = max((len(figures.money(minor, view.currency)) for minor in sums), default=9) + 1
    return (
        Column(title="", width=2),
        Column(title=_("Due"), width=5),
        Column(title=_("Bill"), width=10, grow=True),
        Column(title=_("Needed"), width=max(9, wide), right=True),
        Column(title=_("What to do"), width=20),
        Column(title=_("When"), width=5),
        Column(title=_("Pay"), width=max(8, wide), right=True, least=72),
    )


def line(bill: BillView, view: TriageView, figures: Figures) -> Line:
    """One bill with what to do and by when."""
    mark = words.mark(bill)
    needed = figures.money(bill.needed_minor, view.currency)
    paid = figures.money(bill.amount_minor, view.currency) if bill.amount_minor else ""
    cells = (
        mark, bill.due_on.isoformat()[5:], bill.name, f"~{needed}" if bill.estimate else needed,
        words.act_text(bill), words.when_text(bill)[5:], paid,
    )  # fmt: skip
    return Line(cells=cells, tone=_TONES[mark])


def about(bill: BillView, view: TriageView) -> Iterator[Styled]:
    """What stands behind one bill, and what follows if it is not paid in time."""
    code = view.currency
    why = words.bill_why(bill)
    yield (bill.name, "bold")
    yield f" {words.act_text(bill)}"
    yield f"  {why}\n" if why else "\n"
    if bill.off_by is not None:
        off = next((each for each in view.offs if each.loan_id == bill.loan_id), None)
        if off is not None:
            yield ("!! ", "bold")
            yield f"{words.off_text(off, code)}\n"
    call = None if bill.met else view.call_of(bill.loan_id)
    if call is not None:
        yield f"{words.call_text(call, code)}\n"
    if not bill.met and (bill.kind == "loan" or bill.essential):
        yield _("What follows: {text}").format(text=words.follows(bill, code)) + "\n"
    if bill.met and bill.kind == "loan" and bill.marks:
        text = words.follows(bill, code)
        yield _("If it were not paid: {text}").format(text=text) + "\n"
    if bill.kind == "loan" and not bill.grace_known:
        yield _("No grace is known, so none is counted.") + "\n"


def first(view: TriageView) -> Iterator[Styled]:
    """What has to be done before anything is paid: at the bank, between accounts, by telephone."""
    code = view.currency
    for off in view.offs:
        yield ("!! ", "bold")
        yield f"{words.off_text(off, code)}\n"
    for send in view.sends:
        yield f"!  {words.send_text(send, code)}\n"
    for kept in view.kept:
        if kept.used_minor:
            yield f"!  {words.kept_text(kept, code)}\n"
    for call in view.calls:
        yield f"!  {words.call_text(call, code)}\n"
    if view.offers:
        yield f"{words.offers_text(view)}\n"
    if view.spare_minor:
        for offer in view.offers:
            yield f"   {words.offer_text(offer, code)}\n"
    if not (view.offs or view.sends or view.calls or any(each.used_minor for each in view.kept)):
        yield _("Nothing has to be switched off, moved or said.")


def why(view: TriageView) -> Iterator[Styled]:
    """Why this choice: its harm, what happens otherwise, what comes next, what would change it."""
    code = view.currency
    if view.trap is not None:
        yield ("!! ", "bold")
        yield f"{reasons.trap_text(view.trap, code)}\n"
    if not view.enough:
        yield told_of(reasons.proof_text(view), reasons.order_words(view.order, keeps=bool(view.kept))) + "\n"
    pairs = [(_("This choice:"), reasons.harm_text(view.harm, code))]
    pairs.append((_("If nothing is done:"), reasons.harm_text(view.drift, code)))
    if view.runner_harm is not None and not view.enough:
        harm = reasons.harm_text(view.runner_harm, code)
        pairs.append((_("Second best:"), reasons.changes_text(view.runner_up) + aside(harm)))
    if not view.enough:
        pairs.append((_("More money:"), reasons.more_text(view.more, code)))
        if view.first is not None and view.first.amount_minor != view.more.amount_minor:
            pairs.append((_("First change:"), reasons.more_text(view.first, code)))
        pairs += [(_("It turns:"), reasons.flip_text(each, code)) for each in view.flips]
    for title, text in pairs:
        yield (title, "bold")
        yield f"{'' if title.endswith('：') else ' '}{text}\n"
    for note in words.note_lines(view):
        yield f"~ {note}\n"


def whole(view: TriageView) -> str:
    """All of it as text to read."""

    def text(parts: Iterator[Styled]) -> str:
        return "".join(part if isinstance(part, str) else part[0] for part in parts)

    titles = pane_titles()
    follows = "\n".join(
        f"{words.mark(each)}  {told_of(each.name, words.follows(each, view.currency))}"
        for each in view.missed
    )  # fmt: skip
    parts = [
        words.summary_text(view), f"{titles['first']}\n{text(first(view))}",
        f"{_('Not paid in time, and what follows:')}\n{follows}" if follows else "",
        f"{titles['why']}\n{text(why(view))}",
    ]  # fmt: skip
    return "\n\n".join(part.rstrip("\n") for part in parts if part)
