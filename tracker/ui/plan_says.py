"""What a plan comes to in sentences: above the table, beside it, and where a book is empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.domain.plan.run import Strategy
from tracker.locale import _, ngettext
from tracker.locale.joining import aside, listed, phrased, sentences
from tracker.locale.plan import far_off_text, left_out_text, misfit_text, standing_text
from tracker.locale.plan_borrow import buffer_text, guess_text
from tracker.locale.ways import way_name, why_text
from tracker.ui.commands import key_of, keys_of
from tracker.ui.figures import Figures
from tracker.ui.plan_borrow_parts import asked_words as borrow_words
from tracker.ui.plan_borrow_parts import is_dear, standing_words
from tracker.ui.plan_parts import gone_by, month, monthly_of, year_of

if TYPE_CHECKING:
    from tracker.services.plan.answers import AdoptedState, PlanAnswer, PlanRequest, PlanRow

Styled = str | tuple[str, str]

_ATTENTION = "$mark-attention bold"


def banner(
    answer: PlanAnswer | None, figures: Figures, *, empty: bool, draft: bool = True
) -> tuple[str, str, tuple[str, ...]]:
    """What stands above the table, its tone, and shorter ways to say it."""
    if empty:
        return _("No loan is open, so there is nothing to plan."), "", ()
    if answer is None:
        return _("Looking at the loans …"), "", ()
    adopted = answer.adopted
    if not answer.feasible:
        words = _short_words(answer, figures)
        more = _smallest_words(answer, figures)
        short = _shortest_words(answer, figures)
        return f"! {sentences(words, more)}", "attention", (f"! {short}", f"! {words}")
    if answer.beside is not None:
        text, *shorter = standing_words(answer.beside, answer.currency, figures)
        dear = is_dear(answer.beside)
        mark = "! " if dear else "~ "
        return mark + text, "attention" if dear else "", tuple(mark + each for each in shorter)
    if adopted is not None:
        text = adopted_words(adopted, figures)
        tone = "attention" if adopted.standing.value == "behind" or adopted.misfits else ""
        mark = "! " if tone else ""
        whole = sentences(_("A draft. Nothing is saved until Enter."), text) if draft else text
        return f"{mark}{whole}", tone, (f"{mark}{text}",)
    words = _("A draft. Nothing is saved until Enter adopts the marked plan.")
    return words, "", (_("A draft: Enter adopts it."),)


def adopted_words(adopted: AdoptedState, figures: Figures) -> str:
    """Which plan was adopted when, and how far it was followed."""
    since = _("Adopted: {plan} since {date}").format(
        plan=way_name(adopted.method), date=adopted.adopted_on.isoformat()
    )
    amount = figures.money(abs(adopted.off_minor), adopted.currency)
    kept, due = adopted.months_kept, adopted.months_due
    words = standing_text(adopted.standing.value, amount, kept, due)
    text = phrased((since, words)) + _(".")
    if adopted.is_far_off and not adopted.misfits:
        return sentences(text, far_off_text())
    return sentences(text, *(misfit_text(each.code, each.loan) for each in adopted.misfits[:1]))


def asked_words(answer: PlanAnswer, figures: Figures, width: int) -> str:
    """The question in one line of so many cells, where its fields are not seen; `…` is for what is cut."""
    first, *rest = _asked(answer, figures)
    line = first
    for at, part in enumerate(rest):
        more = "" if at == len(rest) - 1 else " …"
        if cell_len(f"{line} · {part}{more}") > width:
            return f"{line} …"
        line = f"{line} · {part}"
    return line


def _asked(answer: PlanAnswer, figures: Figures) -> Iterator[str]:
    """The parts of the question: what somebody said comes before what follows from the loans."""

    def money(minor: int) -> str:
        return figures.money(minor, answer.currency)

    request = answer.request
    monthly = monthly_of(answer, request)
    if request.borrow is not None:
        yield borrow_words(request.borrow, answer.currency, figures)
    yield _("Budget {amount} a month").format(amount=money(monthly))
    if request.one_off_minor:
        yield _("one-off {amount}").format(amount=money(request.one_off_minor))
    if request.rate_points:
        yield _("rates {points:+} %").format(points=request.rate_points)
    if request.drop_percent and request.drop_months:
        yield _("-{percent} % for {months} mo").format(
            percent=f"{request.drop_percent.normalize():f}", months=request.drop_months
        )
    if request.buffer_minor:
        yield _("buffer {amount}").format(amount=money(request.buffer_minor))
    if request.frozen:
        yield ngettext("{n} frozen", "{n} frozen", len(request.frozen)).format(n=len(request.frozen))
    yield _("minimums {amount}").format(amount=money(answer.regular_minor))
    extra = monthly - answer.regular_minor
    if extra:
        words = _("extra {amount}") if extra > 0 else _("short {amount}")
        yield words.format(amount=money(abs(extra)))
    if answer.once_minor:
        yield _("once {amount}").format(amount=money(answer.once_minor))
    if answer.guesses:
        count = len(answer.guesses)
        yield ngettext("~{n} no rate", "~{n} no rate", count).format(n=count)


def facts_words(answer: PlanAnswer, figures: Figures) -> str:
    """What the budget is made of, beneath its field."""
    extra = monthly_of(answer, answer.request) - answer.regular_minor
    words = (_("extra {amount}") if extra >= 0 else _("short {amount}")).format(
        amount=figures.money(abs(extra), answer.currency)
    )
    least = _("minimums {amount}").format(amount=figures.money(answer.regular_minor, answer.currency))
    if answer.once_minor:
        once = _("overdue once {amount}").format(amount=figures.money(answer.once_minor, answer.currency))
        return f"{least} · {words}\n{once}"
    return f"{least} · {words}"


def loans_words(answer: PlanAnswer, request: PlanRequest) -> str:
    """How many loans the plan counts, and how many of them get no extra."""
    of = len(answer.loans) + len(answer.left_out)
    frozen = len([each for each in request.frozen if each in dict(answer.loans)])
    words = ngettext("{n} of {of} loan", "{n} of {of} loans", of).format(n=len(answer.loans), of=of)
    if frozen:
        return f"{words} · " + ngettext("{n} frozen", "{n} frozen", frozen).format(n=frozen)
    keys = (f"{key_of('plan.freeze')} {_('freeze')}", f"{key_of('plan.borrow')} {_('new loan')}")
    return words + aside(listed(keys))


def found_words(answer: PlanAnswer, figures: Figures) -> Iterator[Styled]:
    """Whether the money meets every month, and how sure the best plan is."""
    if answer.feasible:
        yield _("Meets every minimum.")
        if answer.tightest is not None:
            on, spare = answer.tightest
            words = (
                _("Tightest {month}: {amount} to spare") if spare else _("Tightest {month}: nothing to spare")
            )
            amount = figures.money(spare, answer.currency)
            yield "\n" + words.format(month=month(on), amount=amount)
    else:
        yield "! ", _ATTENTION
        yield _("Does not meet every minimum.")
    yield "\n" + solved_words(answer, figures)


def solved_words(answer: PlanAnswer, figures: Figures) -> str:
    """How long the best plan took and whether it is proved."""
    best = answer.row(Strategy.OPTIMAL)
    seconds = f"{answer.seconds:.2f}" if answer.seconds < 10 else f"{answer.seconds:.0f}"
    if best is None or best.proven is None:
        return solver_words(answer)
    if best.proven:
        return _("Solved in {seconds} s, proven best").format(seconds=seconds)
    gap = figures.money(best.gap_minor, answer.currency)
    return _("{seconds} s, best found; at most {gap} from the best").format(seconds=seconds, gap=gap)


def solver_words(answer: PlanAnswer) -> str:
    """Why there is no optimum; nothing where there is one."""
    return {
        "missing": _("No solver: pip install 'debt-tracker[optimal]' adds Optimal."),
        "stopped": _("Stopped before the best plan was proved."),
        "time": _("Out of time before the best plan was proved."),
    }.get(answer.solver, "")


def says(answer: PlanAnswer, figures: Figures) -> Iterator[Styled]:
    """What the table comes to in sentences, the most useful first."""
    currency = answer.currency
    if not answer.feasible:
        yield "! ", _ATTENTION
        yield sentences(_short_words(answer, figures), _smallest_words(answer, figures)) + "\n"
        yield _("{key}: what to pay first.").format(key=keys_of("plan.triage")) + "\n"
    best, avalanche = answer.row(Strategy.OPTIMAL), answer.row(Strategy.AVALANCHE)
    if best is not None and best.ends:
        yield _best_words(best, avalanche, answer, figures) + "\n"
        for each in answer.reasons:
            amount, when = figures.money(each.amount_minor, currency), month(each.on) if each.on else ""
            yield why_text(each.code, loan=each.loan, when=when, amount=amount) + "\n"
    snowball = answer.row(Strategy.SNOWBALL)
    reference = best if best is not None and best.ends else avalanche
    if snowball is not None and reference is not None and snowball.ends and reference.ends:
        yield _snowball_words(snowball, reference, answer, figures)
    if answer.buffer_takes is not None:
        yield buffer_words(answer, figures) + "\n"
    if answer.guesses:
        yield guess_text(loan for loan, _code in answer.guesses) + "\n"
    if answer.left_out:
        yield (
            _("Not in the plan: {loans}").format(
                loans=listed(each.loan + aside(left_out_text(each.code)) for each in answer.left_out)
            )
            + "\n"
        )
    if best is None and answer.solver:
        yield solver_words(answer) + "\n"
    yield _("Estimates, not advice. Check fees with the lender.")


def brief(answer: PlanAnswer, figures: Figures) -> Iterator[Styled]:
    """The first thing to say, where there is room for two lines."""
    best, avalanche = answer.row(Strategy.OPTIMAL), answer.row(Strategy.AVALANCHE)
    if not answer.feasible:
        yield _("{key}: what to pay first.").format(key=keys_of("plan.triage"))
    elif answer.buffer_takes is not None:
        yield buffer_words(answer, figures)
    elif best is not None and best.same_as is not None and best.proven:
        yield _("Same as {method}: no order costs less.").format(method=way_name(best.same_as))
    elif best is not None and best.ends:
        yield _best_words(best, avalanche, answer, figures)
    else:
        yield solver_words(answer)


def nothing_words(answer: PlanAnswer, figures: Figures) -> str:
    """Why no payment is above its minimum."""
    if not answer.feasible:
        return _("The money does not reach.")
    return buffer_words(answer, figures) or _("Nothing above the minimums.")


def buffer_words(answer: PlanAnswer, figures: Figures) -> str:
    """That the buffer takes what is left above the minimums; nothing where it does not."""
    if answer.buffer_takes is None:
        return ""
    full_on, held = answer.buffer_takes
    buffer = figures.money(answer.request.buffer_minor, answer.currency)
    return buffer_text(buffer, figures.money(held, answer.currency), month(full_on) if full_on else "")


def empty_words() -> Iterator[Styled]:
    """What an empty book says, with the next act."""
    words = _(
        "With a loan or two this page says when you will be debt-free, what it costs in interest, and where"
        " extra money does most."
    )
    yield f"{words}\n\n"
    for command, words in (("loan.add", _("adds a loan")), ("go.import", _("brings in a file of loans"))):
        yield f"  {key_of(command)}  ", "bold"
        yield words + "\n"


def _short_words(answer: PlanAnswer, figures: Figures) -> str:
    short = answer.short
    if short is None:
        return _("The budget does not meet every minimum.")
    words = _("The minimums of {month} need {amount} more than the budget.")
    if answer.lacking_minor is not None:
        words = _("What is overdue needs {amount} once beside the budget.")
    amount = figures.money(short.missing_minor, answer.currency)
    return words.format(month=month(short.from_on), amount=amount)


def _shortest_words(answer: PlanAnswer, figures: Figures) -> str:
    short = answer.short
    if short is None or answer.smallest_minor is None:
        return _short_words(answer, figures)
    words = _("{month} lacks {missing}. {key} takes the smallest that works, {amount}.")
    if answer.lacking_minor is not None:
        words = _("{missing} once is missing for what is overdue. {key} fills it in.")
    return words.format(
        month=month(short.from_on), missing=figures.money(short.missing_minor, answer.currency),
        key=keys_of("plan.smallest"), amount=figures.money(answer.smallest_minor, answer.currency),
    )  # fmt: skip


def _smallest_words(answer: PlanAnswer, figures: Figures) -> str:
    if answer.lacking_minor is not None:
        return _("{key} fills it in as a one-off.").format(key=keys_of("plan.smallest"))
    if answer.smallest_minor is None:
        return ""
    words = _("{key} takes the smallest that works, {amount}.")
    amount = figures.money(answer.smallest_minor, answer.currency)
    return words.format(key=keys_of("plan.smallest"), amount=amount)


def _best_words(best: PlanRow, avalanche: PlanRow | None, answer: PlanAnswer, figures: Figures) -> str:
    if best.same_as is not None and best.proven:
        words = _("Optimal is the same as {method} here: no order of payments costs less.")
        return words.format(method=way_name(best.same_as))
    if best.same_as is not None:
        return _("Nothing cheaper than {method} was found.").format(method=way_name(best.same_as))
    if avalanche is None or not avalanche.ends:
        return ""
    saved = figures.money(avalanche.interest_minor - best.interest_minor, answer.currency)
    return _("Optimal costs {amount} less than avalanche.").format(amount=saved)


def _snowball_words(snowball: PlanRow, best: PlanRow, answer: PlanAnswer, figures: Figures) -> str:
    year = year_of(answer)
    more = snowball.interest_minor - best.interest_minor
    ahead = gone_by(snowball, year) - gone_by(best, year)
    if more <= 0:
        return ""
    cost = figures.money(more, answer.currency)
    if ahead > 0:
        words = ngettext(
            "Snowball ends {n} more loan by {year} and costs {amount} more.",
            "Snowball ends {n} more loans by {year} and costs {amount} more.", ahead,
        )  # fmt: skip
        return words.format(n=ahead, year=year, amount=cost) + "\n"
    return _("Snowball costs {amount} more.").format(amount=cost) + "\n"
