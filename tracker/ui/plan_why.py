"""Why a plan is as it is, and why its end moved: a page to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tracker.locale import _, ngettext
from tracker.locale.plan import cause_text, counted_text
from tracker.locale.ways import way_name
from tracker.ui import plan_says as says
from tracker.ui.text import fit

if TYPE_CHECKING:
    from tracker.services.plan.answers import PlanAnswer
    from tracker.ui.answers_plan import MovedView
    from tracker.ui.figures import Figures

Styled = str | tuple[str, str]

_ATTENTION = "$mark-attention bold"
_CAUSE, _DAYS, _SUM = 36, 12, 16


def why_page(
    answer: PlanAnswer, detail: PlanAnswer | None, moved: MovedView | None, problem: str, figures: Figures
) -> Iterator[Styled]:
    """The best plan in words, the order of the marked one, then what moved the end of the adopted one."""
    yield _("The plans") + "\n", "bold"
    yield from says.says(answer, figures)
    yield "\n"
    words = says.solved_words(answer, figures)
    if words and answer.solver != "missing":
        yield words + "\n"
    row = detail.row(detail.chosen) if detail else None
    if detail is not None and row is not None and row.order:
        names = dict(detail.loans)
        yield "\n"
        yield _("{plan}: the loans as they end").format(plan=way_name(detail.chosen)) + "\n", "bold"
        ends = {step.loan_id: step.on for step in detail.steps if step.last}
        for each in row.order:
            on = ends.get(each)
            yield f"{on.isoformat() if on else '-':<12}{names.get(each, '')}\n"
    yield "\n"
    yield _("The end of the adopted plan") + "\n", "bold"
    if moved is not None:
        yield from moved_lines(moved, figures)
    else:
        yield (problem or _("No plan is followed yet; Enter on a row adopts it.")) + "\n"


def moved_lines(moved: MovedView, figures: Figures) -> Iterator[Styled]:
    """By how much the end moved, and what each cause has in it."""
    planned, now = moved.planned_on.isoformat(), moved.now_on.isoformat()
    if not moved.days:
        words = _("It ends on {date}, as planned.")
        if moved.cost_minor > 0:
            words = _("It ends on {date}, as planned, and costs {amount} more.")
        elif moved.cost_minor < 0:
            words = _("It ends on {date}, as planned, and costs {amount} less.")
        amount = figures.money(abs(moved.cost_minor), moved.currency)
        yield words.format(date=planned, amount=amount) + "\n"
    else:
        days = abs(moved.days)
        later = ngettext("{days} day later", "{days} days later", days)
        sooner = ngettext("{days} day sooner", "{days} days sooner", days)
        text = _("It was to end on {planned} and now ends on {now}: {moved}.")
        words = (later if moved.days > 0 else sooner).format(days=days)
        yield text.format(planned=planned, now=now, moved=words) + "\n"
    for each in moved.parts:
        yield _line(cause_text(each.cause.value), each.days, each.cost_minor, moved.currency, figures)
    if len(moved.parts) > 1:
        yield _line(_("In all"), moved.days, moved.cost_minor, moved.currency, figures), "bold"
    if not moved.parts:
        yield _("Nothing moved it.") + "\n"
    if moved.overdue_minor:
        yield "! ", _ATTENTION
        yield counted_text(figures.money(moved.overdue_minor, moved.currency)) + "\n"


def _line(cause: str, days: int, minor: int, currency: str, figures: Figures) -> str:
    amount = figures.money(minor, currency)
    if minor > 0 and not figures.hidden:
        amount = f"+{amount}"
    told = ngettext("{days} day", "{days} days", abs(days)).format(days=f"{days:+d}" if days else "0")
    return f"{fit(cause, _CAUSE)}{fit(told, _DAYS, right=True)}{fit(amount, _SUM, right=True)}\n"
