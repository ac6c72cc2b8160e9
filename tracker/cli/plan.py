"""`debt plan`: the ways to pay everything off, kept plans, and the one that is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.output import Table
from tracker.cli.plan_asking import asked, plan_of, read_request
from tracker.cli.plan_page import adopted_lines, draw_answer, infeasible, minimums_words, sum_of
from tracker.cli.plan_rows import FIELDS, PLAN_FIELDS, adopted_json, kept_json, plan_json, row_json
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.plan.kept import KeptPlan
    from tracker.services.book import Book
    from tracker.services.plan.answers import PlanAnswer, PlanRequest


def first_request(book: Book, currency: str = "") -> PlanRequest:
    """The question to begin with."""
    from tracker.services.plan.keeping import first_request as first

    return first(book, currency)


def answer_to(book: Book, request: PlanRequest, seconds: int) -> PlanAnswer:
    """The answer to a question."""
    from tracker.services.plan.comparing import compare

    answer, problems = compare(book, request, seconds=max(0, seconds))
    if answer is None:
        raise refuse(problems)
    return answer


def _answer(session: Session, answer: PlanAnswer, *, detail: bool) -> None:
    if session.out.form == "json":
        session.out.json(session.envelope("plan", plan_json(answer)))
        if not answer.feasible:
            infeasible(session, answer)
    elif session.out.form != "table":
        session.out.values([row_json(each, answer.currency) for each in answer.rows], FIELDS)
        if not answer.feasible:
            infeasible(session, answer)
    else:
        draw_answer(session, answer, detail=detail)


@command(
    "debt plan",
    "debt plan compare --budget 14500",
    "debt plan compare --extra 500 --one-off 3000 --on 2026-12-31",
    "debt plan compare --extra 500 --income-drop 20% --for 3m --rate-change +1",
    "debt plan compare --extra 500 --order jiebei,card --freeze mortgage --json",
    help=N_(
        "The ways to pay everything off side by side: when you are debt-free, what it still costs, what is"
        " saved against the minimums; then where the extra money goes. Without --budget or --extra there is"
        " what the minimums come to now, and what a loan leaves when it is gone goes on to the next."
        " Nothing is stored. Exits 9 where the money does not meet the minimums."
    ),
)
@option("--detail", is_flag=True, help=N_("Show every month."))
@asked
def compare_command(session: Session, *, detail: bool, seconds: int, **fields: Any) -> None:
    """Compare the ways to pay."""
    with session.book() as book:
        start = first_request(book, (fields["currency"] or "").strip().upper())
        answer = answer_to(book, read_request(session, book, fields, start), seconds)
    _answer(session, answer, detail=detail)


@command(
    "debt plan show Christmas",
    "debt plan show Christmas --json",
    help=N_(
        "A kept plan with today's figures, month by month. The one that is followed shows the payments it was"
        " adopted with and how far they were made; with a question beside the name that is asked instead."
    ),
)
@argument("name")
@asked
def show_command(session: Session, *, name: str, seconds: int, **fields: Any) -> None:
    """Show a kept plan."""
    from tracker.services.plan.keeping import request_anew
    from tracker.services.plan.tracking import shown_plan

    asks = any(value not in (None, False, ()) for value in fields.values())
    with session.book() as book:
        plan = plan_of(book, name)
        answer = None if asks else shown_plan(book, plan)
        if answer is None:
            request = read_request(session, book, fields, request_anew(book, plan))
            answer = answer_to(book, request, seconds)
    _answer(session, answer, detail=True)


@command(
    "debt plan save Christmas --extra 500 --method avalanche",
    help=N_("Keep a question under a name; nothing is followed yet."),
)
@argument("name")
@asked
def save_command(session: Session, *, name: str, seconds: int, **fields: Any) -> None:  # noqa: ARG001
    """Keep a plan."""
    from tracker.services.plan.keeping import save_plan

    with session.book() as book:
        start = first_request(book, (fields["currency"] or "").strip().upper())
        session.done(save_plan(book, read_request(session, book, fields, start), name))


@command(
    "debt plan adopt Christmas",
    "debt plan adopt Christmas --extra 500 --method avalanche",
    help=N_(
        "Follow a plan: its payments are expected from now on and shown among the dues, and it is said when"
        " you fall behind. A name that is not kept yet needs the question beside it. Each currency has one"
        " adopted plan; the one before ends."
    ),
)
@argument("name")
@asked
def adopt_command(session: Session, *, name: str, seconds: int, **fields: Any) -> None:
    """Adopt a plan."""
    from tracker.domain.problems import Problem
    from tracker.services.plan.keeping import adopt_plan, find_plan, request_anew

    with session.book() as book:
        kept = find_plan(book, name)
        start = request_anew(book, kept) if kept else first_request(book, _code(fields))
        request = read_request(session, book, fields, start)
        answer = answer_to(book, request, seconds)
        if answer.rows and not answer.feasible:
            infeasible(session, answer)
            return
        row = answer.row(request.method)
        if row is None and answer.rows and fields["method"] is not None:
            raise refuse((Problem(code="plan_no_solver", field="method", value=request.method.value),))
        request = request.of(answer.chosen)
        session.done(adopt_plan(book, request, kept.name if kept else name, answer=answer))


def _code(fields: dict[str, Any]) -> str:
    return str(fields["currency"] or "").strip().upper()


@command(
    "debt plan list",
    "debt plan list --trash --json",
    help=N_("The kept plans, those that are followed first."),
)
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, trash: bool) -> None:
    """List the plans."""
    from tracker.services.plan.keeping import list_plans
    from tracker.services.plan.tracking import followed_plans

    with session.book() as book:
        plans = list_plans(book, trashed=trash)
        states = () if trash else followed_plans(book)
    drawn = session.rows(
        "plan.list",
        [kept_json(each) for each in plans],
        lambda: _table(plans),
        fields=PLAN_FIELDS,
        empty=_("No plan is kept. debt plan save NAME keeps one, debt plan adopt NAME follows it."),
        followed=[adopted_json(each) for each in states],
    )
    if drawn:
        for state in states:
            for line in adopted_lines(state, session.today):
                session.out.line(line)


def _table(plans: tuple[KeptPlan, ...]) -> Table:
    from tracker.locale.plan import state_text
    from tracker.locale.ways import way_name

    titles = (_("Plan"), _("State"), _("Way of paying"), f">{_('Budget')}", _("Since"), _("Debt-free"))
    lines = []
    for each in plans:
        code = each.currency
        budget = _("minimums + {amount}").format(amount=sum_of(each.extra_minor, code))
        if each.monthly_minor is not None:
            budget = sum_of(each.monthly_minor, code)
        state = "kept" if each.adopted_on is None else "followed" if each.is_followed else "ended"
        since = each.adopted_on or each.saved_on
        free = f"{each.debt_free_on:%Y-%m}" if each.debt_free_on else ""
        lines.append((each.name, state_text(state), way_name(each.method), budget, since.isoformat(), free))
    return Table(titles, lines)


@command("debt plan drop Christmas", help=N_("Stop following a plan; it stays among the kept ones."))
@argument("name")
def drop_command(session: Session, *, name: str) -> None:
    """Stop following a plan."""
    from tracker.services.plan.keeping import drop_plan

    with session.book() as book:
        session.done(drop_plan(book, plan_of(book, name)))


@command("debt plan rm Christmas", help=N_("Move a plan to the trash."))
@argument("name")
def rm_command(session: Session, *, name: str) -> None:
    """Move a plan to the trash."""
    from tracker.services.plan.keeping import remove_plan

    with session.book() as book:
        session.done((remove_plan(book, plan_of(book, name)), ()))


@command("debt plan restore Christmas", help=N_("Take a plan out of the trash."))
@argument("name")
def restore_command(session: Session, *, name: str) -> None:
    """Take a plan out of the trash."""
    from tracker.services.plan.keeping import restore_plan

    with session.book() as book:
        session.done(restore_plan(book, plan_of(book, name, trashed=True)))


@command(
    "debt plan budget",
    "debt plan budget --within 36 --method snowball",
    help=N_("The smallest monthly budget that works, or that ends all debts within some months."),
)
@option("--within", metavar=N_("MONTHS"), type=int, help=N_("End all debts within so many months."))
@asked
def budget_command(session: Session, *, within: int | None, seconds: int, **fields: Any) -> None:  # noqa: ARG001
    """Find the smallest budget."""
    from tracker.services.plan.smallest import smallest

    with session.book() as book:
        request = read_request(session, book, fields, first_request(book, _code(fields)))
        found, problems = smallest(book, request, months=within)
    if found is None:
        raise refuse(problems)
    data = {
        "budget": rows.money(found.budget_minor, found.currency), "currency": found.currency,
        "months": found.months, "debt_free_on": found.debt_free_on, "method": found.method.value,
        "minimums": rows.money(found.minimums_minor, found.currency),
        "regular": rows.money(found.regular_minor, found.currency),
        "once": rows.money(found.once_minor, found.currency),
        "budget_beside_once": rows.money(found.beside_minor, found.currency),
    }  # fmt: skip

    def shown() -> list[tuple[str, str]]:
        from tracker.locale.ways import way_name

        code = found.currency
        beside = []
        if found.once_minor and found.beside_minor is not None:
            words = _("~ {amount}, and {once} once")
            text = words.format(amount=sum_of(found.beside_minor, code), once=sum_of(found.once_minor, code))
            beside = [(_("Or"), text)]
        return [
            (_("Smallest budget"), f"~ {sum_of(found.budget_minor, code)}"),
            *beside,
            (_("Minimums"), minimums_words(found, code)),
            (_("Debt-free"), f"~ {found.debt_free_on}"),
            (_("Way of paying"), way_name(found.method)),
        ]

    session.facts("plan.budget", data, shown)
