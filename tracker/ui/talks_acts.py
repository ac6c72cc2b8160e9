"""What can be done on the Talks screen about contacts, negotiations, promises, stages and channels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tracker.locale import _
from tracker.locale import talks as words
from tracker.locale.cases import cause_text
from tracker.locale.joining import sentences
from tracker.locale.offers import offer_title
from tracker.locale.problems import sentence
from tracker.ui import talks_forms as forms
from tracker.ui.commands import with_keys
from tracker.ui.draft_files import Draft
from tracker.ui.entry_form import EntryField, EntryForm, Values
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain

if TYPE_CHECKING:
    from textual.content import Content

    from tracker.domain.problems import Checked
    from tracker.domain.recovery.channel import Channel
    from tracker.domain.recovery.contact import Contact
    from tracker.domain.recovery.negotiation import Negotiation
    from tracker.domain.recovery.promise import Promise
    from tracker.domain.recovery.stage import Stage
    from tracker.services.talk.page import TalkCase
    from tracker.services.views import Done

TABLES = {
    "log": "contact", "talks": "negotiation", "promises": "promise", "stages": "stage",
    "channels": "channel", "offers": "offer",
}  # fmt: skip
"""The table whose rows a list shows."""

_RESTARTS = {"agreed_orally": "promise", "sent": "request"}
"""The steps that may restart a limitation period, and as what."""


class TalkActs(FramedScreen):
    """The dialogs; which row they are about is the business of the screen."""

    pane: Any
    case: TalkCase | None = None
    """The loan that is shown, with all that was said about it."""

    def entry_here(self) -> Any:
        """The entry under the cursor of the list in front."""
        raise NotImplementedError

    def row_here(self) -> Any:
        """The entry that `d` moves to the trash."""
        return self.entry_here()

    def action_add(self) -> None:
        """Add what the list holds."""
        self.action_add_entry("talks" if self.pane == "next" else self.pane)

    def action_add_entry(self, pane: str) -> None:
        """Add to one of the lists."""
        if self.case is None:
            self.dashboard.say(
                with_keys(
                    _("No loan yet. {loans} opens the loans, {add} adds one."),
                    loans="go.loans",
                    add="loan.add",
                )
            )
            return
        {
            "log": self.contact, "talks": self.talk, "promises": self.promise, "stages": self.stage,
            "channels": self.channel, "conduct": self.action_arrears,
        }[pane]()  # fmt: skip

    def contact(self, old: Contact | None = None, message: str = "") -> None:
        """Log a contact, a message of theirs if one is given, or change one."""
        case = self._case()
        fields = forms.contact_fields(old, case.evidence, case.now, message)
        title = _("Change a contact") if old else _("Log a contact with {loan}")
        self._save("contact_edit" if old else "contact", old, title, fields)

    def talk(self) -> None:
        """Begin talks."""
        self._save("talk", None, _("Begin talks about {loan}"), forms.talk_fields())

    def action_step(self) -> None:
        """Take the talks of the row, or those that move next, a step on."""
        talk = self.talk_here()
        if talk is None:
            self.dashboard.say(with_keys(_("No talks to take on: {add} begins some."), add="talk.add"))
        elif not talk.is_open:
            self.dashboard.say(with_keys(_("These talks have ended. {add} begins others."), add="talk.add"))
        else:
            self.step(talk)

    def step(self, talk: Negotiation) -> None:
        """Take talks a step on; what a step restarts is said before it is kept."""
        fields = forms.step_fields(talk, self._case().evidence)

        def preview(typed: Values) -> Content:
            said = []
            if typed["state"] == "agreed_orally":
                said.append(_("Agreed orally, not in writing: the schedule stays, what was due stays due."))
            if typed["state"] == "confirmed":
                said.append(_("Nothing is confirmed without writing: name the proof, or its number."))
            act = _RESTARTS.get(typed["state"])
            said += self.dashboard.answers.talk_warnings(act, typed["on"]) if act else ()
            return warning(said)

        title = _("{aim}: a step on").format(aim=talk.aim)
        self._save("step", talk, title, fields, preview)

    def action_unstep(self) -> None:
        """Take back the last step of the talks."""
        talk = self.talk_here()
        if talk is None:
            self.dashboard.say(with_keys(_("No talks to take on: {add} begins some."), add="talk.add"))
            return
        self.take(self.dashboard.attempt(lambda: self.dashboard.answers.drop_step(talk.id)))

    def promise(self) -> None:
        """Keep a promise; one's own may restart a limitation period, which is said before."""

        def preview(typed: Values) -> Content:
            mine = typed["side"] == "me"
            return warning(self.dashboard.answers.talk_warnings("promise", typed["on"]) if mine else ())

        fields = forms.promise_fields(self._case().row.currency)
        self._save("promise", None, _("Keep a promise about {loan}"), fields, preview)

    def stage(self) -> None:
        """Record a step of the other side."""
        case = self._case()
        fields = forms.stage_fields(case.row.currency, case.evidence)
        self._save("stage", None, _("Record a stage of {loan}"), fields)

    def channel(self, old: Channel | None = None) -> None:
        """Register a channel, or change one."""
        title = _("Change a channel") if old else _("Register a channel of {loan}")
        self._save("channel_edit" if old else "channel", old, title, forms.channel_fields(old))

    def action_arrears(self) -> None:
        """Enter what is known of the arrears."""
        if self.case is None:
            self.dashboard.say(
                with_keys(
                    _("No loan yet. {loans} opens the loans, {add} adds one."),
                    loans="go.loans",
                    add="loan.add",
                )
            )
            return
        fields = forms.arrears_fields(self.case.arrears.told, self.case.row.currency)
        self._save("arrears", None, _("What is known of the arrears of {loan}"), fields)

    def action_outcome(self) -> None:
        """Say what came of the promise of the row, or that its papers were answered."""
        entry = self.entry_here()
        if self.pane == "promises" and entry is not None:
            self.fate(entry)
        elif self.pane == "stages" and entry is not None:
            self.answered(entry)
        elif self.pane == "talks":
            self.action_step()
        elif self.case is not None and self.case.arrears.answers:
            self.answered(self.case.arrears.answers[0])
        else:
            promise = next((each for each in self._promises() if each.fate.value == "open"), None)
            if promise is None:
                self.dashboard.say(_("Nothing waits for an outcome here."))
            else:
                self.fate(promise)

    def fate(self, promise: Promise) -> None:
        """Say what came of a promise."""
        self._save("fate", promise, _("What came of: {what}").format(what=promise.what),
                   forms.fate_fields(promise))  # fmt: skip

    def answered(self, stage: Stage) -> None:
        """Say that papers were answered."""
        if stage.answer_by is None:
            self.dashboard.say(_("It asked for no answer."))
            return
        title = _("Answered: {stage}").format(stage=words.stage_text(stage.kind.value))
        self._save("answered", stage, title, forms.answered_fields(stage.note))

    def edit_entry(self) -> None:
        """Change the row where it can be changed; else what became of it."""
        entry = self.entry_here()
        if entry is None:
            self.action_add()
        elif self.pane == "log":
            self.contact(entry)
        elif self.pane == "channels":
            self.channel(entry)
        else:
            self.action_outcome()

    def delete_entry(self) -> None:
        """Move the row to the trash."""
        entry, table = self.row_here(), TABLES.get(str(self.pane))
        if entry is None or table is None:
            self.dashboard.say(_("There is nothing to delete here."))
            return
        self.take(self.dashboard.attempt(lambda: self.dashboard.answers.remove_talk(table, entry.id)))

    def action_restore(self) -> None:
        """Bring something back from the trash."""
        from tracker.ui.asking import ChoiceScreen

        dashboard = self.dashboard
        found = dashboard.attempt(dashboard.answers.talk_trash)
        if not found:
            if found is not None:
                dashboard.say(_("The trash holds nothing about talks."))
            return
        options = tuple(
            (f"{each.loan}: {entry_words(table, each)}", f"{table} {each.id}") for table, each in found
        )

        def chosen(value: str | None) -> None:
            if value is not None:
                table, number = value.split(" ")
                self.take(dashboard.attempt(lambda: dashboard.answers.restore_talk(table, int(number))))

        self.app.push_screen(ChoiceScreen(_("Bring back"), options, ""), chosen)

    def talk_here(self) -> Negotiation | None:
        """The negotiation of the row, or the one that moves next."""
        if self.pane == "talks":
            entry: Negotiation | None = self.entry_here()
            return entry
        return self.case.talk if self.case else None

    def take(self, answer: Checked[Done] | None) -> None:
        """Say what a change did, or why it was not made."""
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            self.told(done)
        for problem in problems:
            self.dashboard.say(sentence(problem), warning=True)

    def told(self, done: Done | None) -> None:
        """Read again after a change, and say what it was; evidence knows no undo."""
        if done is None or not done.title:
            return
        if done.action_id is None:
            self.dashboard.changed()
            self.dashboard.say(sentences(done.title + _("."), *done.notes))
        else:
            self.dashboard.changed(done, sentences(*done.notes))

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        what = draft.kind.removeprefix("talk_")
        entries: dict[str, tuple[str, Callable[[Any], None]]] = {
            "contact_edit": ("contact", self.contact), "step": ("negotiation", self.step),
            "fate": ("promise", self.fate), "answered": ("stage", self.answered),
            "channel_edit": ("channel", self.channel),
        }  # fmt: skip
        if what in entries:
            table, opens = entries[what]
            entry = self.dashboard.attempt(lambda: self.dashboard.answers.talk_entry(table, draft.target))
            if entry is None or not self.show_loan(entry.loan_id):
                return False
            opens(entry)
            return True
        new = {
            "contact": self.contact, "talk": self.talk, "promise": self.promise, "stage": self.stage,
            "channel": self.channel, "arrears": self.action_arrears,
        }  # fmt: skip
        if what not in new or not self.show_loan(draft.target):
            return False
        new[what]()
        return True

    def show_loan(self, loan_id: int) -> bool:
        """Put a loan in front; whether it is on the list."""
        raise NotImplementedError

    def open_form(
        self, what: str, target: int, title: str, fields: tuple[EntryField, ...],
        save: Callable[[Values], Checked[Done]], preview: Callable[[Values], Content] | None = None,
    ) -> None:  # fmt: skip
        """Open a form whose words are kept as a draft of this screen."""
        kept = Draft(kind=f"talk_{what}", target=target, about=title, screen=self.NAME)
        self.app.push_screen(EntryForm(title, fields, save, kept, preview), self.told)

    def _save(
        self, what: str, entry: Any, title: str, fields: tuple[EntryField, ...],
        preview: Callable[[Values], Content] | None = None,
    ) -> None:  # fmt: skip
        case, answers = self._case(), self.dashboard.answers
        target = case.row.loan_id if entry is None else entry.id
        self.open_form(
            what, target, title.format(loan=case.row.loan) if entry is None else title, fields,
            lambda typed: answers.save_talk(what, target, cleared(typed, fields)), preview,
        )  # fmt: skip

    def _promises(self) -> tuple[Promise, ...]:
        return self.case.promises if self.case else ()

    def _case(self) -> TalkCase:
        assert self.case is not None  # noqa: S101 -- no form opens without a loan
        return self.case


def cleared(typed: Mapping[str, str], fields: tuple[EntryField, ...]) -> Values:
    """What was typed, an emptied sum as unknown again."""
    emptied = {each.name for each in fields if each.currency and each.value and not typed[each.name].strip()}
    return {name: "-" if name in emptied else text for name, text in typed.items()}


def warning(said: tuple[str, ...] | list[str]) -> Content:
    """What to know before it is kept, a line for each."""
    parts = [part for each in said for part in (("! ", "$mark-attention bold"), f"{each}\n")]
    return plain(*parts)


def entry_words(table: str, entry: Any) -> str:
    """What an entry is, in a few words."""
    match table:
        case "negotiation":
            return str(entry.aim)
        case "contact":
            return f"{entry.at.strftime('%Y-%m-%d %H:%M')} {entry.summary}".strip()
        case "offer":
            return offer_title(entry)
        case "hardship":
            return cause_text(entry.cause.value)
        case "complaint":
            return f"{_('complaint')} {entry.body}"
        case "adviser":
            return str(entry.name)
        case "message_check":
            return f"{_('message')} {entry.checked_on.isoformat()}"
        case "promise":
            return str(entry.what)
        case "stage":
            return f"{entry.happened_on.isoformat()} {words.stage_text(entry.kind.value)}"
    return f"{words.means_text(entry.kind.value)} {entry.value}"
