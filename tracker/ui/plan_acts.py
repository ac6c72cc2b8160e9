"""What can be done on the Plan screen: adopt, save, take up a saved plan, ask why, stop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.domain.plan.run import Strategy
from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui import plan_parts as parts
from tracker.ui.commands import key_of
from tracker.ui.plan_parts import MINE
from tracker.ui.plan_supposing import Supposing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.domain.problems import Checked
    from tracker.services.plan.answers import PlanRequest
    from tracker.services.views import Done
    from tracker.ui.answers_plan import KeptPlan


class PlanActs(Supposing):
    """The acts; what they need of the screen is beneath."""

    def __init__(self) -> None:
        super().__init__()
        self.marked = Strategy.OPTIMAL.value
        """The key of the row that chart and payments are about."""
        self.by_hand = False
        """Whether somebody marked it; until then the best plan is."""
        self._roomy = False
        self._begun: PlanRequest | None = None
        """The question that is no draft: as the adopted plan has it."""

    @property
    def marked_strategy(self) -> Strategy:
        """The method of the marked plan; of the adopted one its own, of none yet the one that stands in."""
        answer = self.answer
        if self.marked == MINE and answer is not None and answer.adopted is not None:
            return answer.adopted.method
        if self.marked == MINE or answer is None:
            return Strategy.OPTIMAL
        strategy = Strategy(self.marked)
        return strategy if answer.row(strategy) is not None else answer.chosen

    def keys(self) -> list[str]:
        """The rows of the table; the optimum has its place while it is looked for."""
        if self.answer is None or not self.answer.rows:
            return []
        keys = [key for key, _row in parts.shown_rows(self.answer)]
        best = Strategy.OPTIMAL.value
        if self.busy and best not in keys:
            keys.insert(len(keys) - (MINE in keys), best)
        return keys

    def ask_detail_of_marked(self) -> None:
        """Have the payments of the marked plan."""
        answer = self.answer
        if answer is None or self.marked in self.details:
            return
        if self.marked == MINE or answer.row(Strategy(self.marked)) is not None:
            self.ask_detail(self.marked)

    def taken_as_begun(self) -> None:
        """What is asked now is no draft, as far as the adopted plan goes."""
        self._begun = self.request

    def redraw(self) -> None:
        """Draw what is known anew."""
        raise NotImplementedError

    def begin_with(self, currency: str = "") -> None:
        """Begin anew."""
        raise NotImplementedError

    def mark(self, key: str) -> None:
        """Mark a plan."""
        raise NotImplementedError

    def leave_field(self) -> bool:
        """Go from a field to the table; whether one had the focus."""
        raise NotImplementedError

    def action_stop(self) -> None:
        """Stop the search; else leave the field."""
        if not self.stop_asking():
            self.leave_field()

    def action_method(self) -> None:
        """Mark the next way of paying."""
        keys = self.keys()
        if keys:
            at = keys.index(self.marked) if self.marked in keys else -1
            self.mark(keys[(at + 1) % len(keys)])

    def action_smallest(self) -> None:
        """Take the smallest budget that works; where only what is overdue is missing, that as a one-off."""
        answer = self.answer
        if answer is None or not answer.loans:
            return
        if answer.lacking_minor is not None and self.request is not None:
            self.change(one_off_minor=self.request.one_off_minor + answer.lacking_minor)
            return
        if answer.smallest_minor is None:
            self.dashboard.say(_("The budget meets every minimum already."))
            return
        self.change(monthly_minor=answer.smallest_minor, extra_minor=0)

    def action_currency(self) -> None:
        """Plan the next currency."""
        known = self.answer.currencies if self.answer else ()
        if self.answer is None or len(known) < 2:
            self.dashboard.say(_("All loans are in one currency."))
            return
        at = known.index(self.answer.currency) if self.answer.currency in known else -1
        self.forget_words()
        self.begin_with(known[(at + 1) % len(known)])
        self.redraw()
        self.ask()

    def action_afresh(self) -> None:
        """Take back what was changed in the fields."""
        self.forget_words()
        self.begin_with(self.request.currency if self.request else "")
        self.redraw()
        self.ask()

    def action_adopt(self) -> None:
        """Follow the marked plan from now on."""
        asked = self._adoptable()
        if asked is not None:
            # To adopt one's own plan again is to make it anew.
            answer = self.details.get(self.marked_strategy.value if self.marked == MINE else self.marked)
            known = answer if answer is not None and answer.request.method is asked.method else None
            if self._do(lambda: self.dashboard.answers.adopt_plan(asked, known)):
                self.marked, self.by_hand = MINE, True
                self.taken_as_begun()

    def action_save(self) -> None:
        """Keep the marked plan under a name."""
        asked = self._adoptable()
        if asked is None:
            return
        from tracker.ui.asking import AskScreen

        def save(name: str) -> str:
            found = self.dashboard.attempt(lambda: self.dashboard.answers.save_plan(name, asked))
            if found is None:
                return _("The plan was not saved.")
            done, problems = found
            if done is not None:
                self.call_later(self.dashboard.changed, done)
            return sentence(problems[0]) if problems else ""

        hint = _("A name to find it by: a raise, no holidays, sell the car")
        self.app.push_screen(AskScreen(_("Save the plan as"), "", save, hint))

    def action_plans(self) -> None:
        """List the saved plans."""
        from tracker.ui.plan_lists import KeptList

        answers = self.dashboard.answers

        def chosen(found: tuple[int, ...] | None) -> None:
            if found:
                self._take_up(found[0])

        def forget(plan_id: int) -> None:
            self._do(lambda: answers.remove_plan(plan_id))

        def read() -> tuple[KeptPlan, ...]:
            return self.dashboard.attempt(answers.kept_plans) or ()

        self.app.push_screen(KeptList(read, forget), chosen)

    def action_delete(self) -> None:
        """Delete is done in the list of saved plans, where it is seen what goes."""
        self.action_plans()

    def action_freeze(self) -> None:
        """Choose the loans that get no extra money."""
        from tracker.ui.plan_lists import FreezeList

        answer, asked = self.answer, self.request
        if answer is None or asked is None or not answer.loans:
            self.dashboard.say(_("There is no loan to choose."))
            return

        def chosen(found: tuple[int, ...] | None) -> None:
            if found is not None and found != asked.frozen:
                self.change(frozen=found)

        self.app.push_screen(FreezeList(parts.own_loans(answer), asked.frozen), chosen)

    def action_order(self) -> None:
        """Say which loan gets the extra money first."""
        from tracker.ui.plan_lists import OrderList

        answer, asked = self.answer, self.request
        if answer is None or asked is None or not answer.loans:
            self.dashboard.say(_("There is no loan to choose."))
            return

        def chosen(found: tuple[int, ...] | None) -> None:
            if found is not None:
                self.marked, self.by_hand = Strategy.CUSTOM.value, True
                self.change(order=found, method=Strategy.CUSTOM)

        row = answer.row(Strategy.AVALANCHE)
        order = asked.order or (row.order if row else ())
        self.app.push_screen(OrderList(parts.own_loans(answer), order), chosen)

    def action_drop(self) -> None:
        """Stop following the adopted plan; it stays among the saved ones."""
        answer = self.answer
        if answer is None or answer.adopted is None:
            self.dashboard.say(_("No plan is followed yet; Enter on a row adopts it."))
            return
        self._do(lambda: self.dashboard.answers.drop_plan(answer.currency))

    def action_why(self) -> None:
        """Why the marked plan is as it is, and why the end of the adopted one moved."""
        from tracker.ui.plan_why import why_page
        from tracker.ui.reader import ReaderScreen
        from tracker.ui.text import plain

        answer = self.answer
        if answer is None or not answer.loans:
            self.dashboard.say(_("There is no plan to explain yet."))
            return
        found = self.dashboard.attempt(lambda: self.dashboard.answers.plan_moved(answer.currency))
        if found is None:
            return
        moved, problems = found
        problem = sentence(problems[0]) if problems else ""
        page = plain(*why_page(answer, self.details.get(self.marked), moved, problem, self.figures))
        self.app.push_screen(ReaderScreen(_("Why"), page, "debt-plan.txt"))

    def action_triage(self) -> None:
        """What to pay first when cash does not reach."""
        self.dashboard.action_triage()

    def change(self, **given: object) -> None:
        """Ask another question."""
        if self.request is not None:
            self.request = replace(self.request, **given)  # type: ignore[arg-type]
            self.redraw()
            self.ask()

    def _adoptable(self) -> PlanRequest | None:
        """The question with the marked method; None, and why, where it cannot be followed."""
        answer, asked = self.answer, self.request
        if answer is None or asked is None or not answer.loans:
            self.dashboard.say(_("There is no plan to adopt yet."))
            return None
        if asked.borrow is not None:
            self.dashboard.say(sentence(Problem(code="plan_borrows", field="borrow")), warning=True)
            return None
        if self.marked == MINE:
            self.dashboard.say(_("This is the plan you follow already."))
            return None
        row = answer.row(Strategy(self.marked))
        if row is None:
            self.dashboard.say(_("The best plan is still looked for; Esc stops, or mark another."))
            return None
        if row.short is not None:
            words = _("The budget does not meet every minimum. {key} takes the smallest that does.")
            if answer.lacking_minor is not None:
                words = _("The budget does not meet what is overdue. {key} fills it in as a one-off.")
            self.dashboard.say(words.format(key=key_of("plan.smallest")))
            return None
        return asked.of(row.strategy)

    def _take_up(self, plan_id: int) -> None:
        """Put the question of a saved plan into the fields."""
        found = self.dashboard.attempt(lambda: self.dashboard.answers.kept_request(plan_id))
        if found is None:
            return
        self.forget_words()
        self.request, self.answer = found, None
        self.marked, self.by_hand = found.method.value, True
        self.redraw()
        self.ask()

    def _do(self, act: Callable[[], Checked[Done]]) -> bool:
        found = self.dashboard.attempt(act)
        if found is None:
            return False
        done, problems = found
        if done is not None:
            self.dashboard.changed(done)
        for problem in problems:
            self.dashboard.say(sentence(problem), warning=True)
        return done is not None
