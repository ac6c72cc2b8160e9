"""The check of a message: what it says beside what is known, and a hard stop where it asks for too much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Paste
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.joining import listed, told_of
from tracker.locale.problems import sentence
from tracker.locale.talks import figure_text, found_text, stop_text, verdict_text
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import fit, plain

if TYPE_CHECKING:
    from textual.timer import Timer

    from tracker.ui.answers_talks import MessageView
    from tracker.ui.app import Dashboard

MOST = 20_000
"""Characters of a message; a letter of ten pages has as many."""

_SECONDS = 0.15
_MARKS = {
    "match": ("ok ", "$mark-ok bold"),
    "conflict": ("!! ", "$mark-overdue bold"),
    "unknown": ("~  ", "$foreground-muted"),
}
_STOP = "$mark-overdue bold"
_STOPS = ("!! ", _STOP)


class MessageField(TextArea):
    """Several lines of text that a terminal would not obey."""

    def on_paste(self, event: Paste) -> None:
        """Clean what is pasted; refuse what is no message."""
        event.prevent_default()
        event.stop()
        if len(event.text) > MOST:
            cast("Dashboard", self.app).say(_("That is too long for a message."), warning=True)
            return
        self.insert(clean(event.text, lines=True))


class MessageCheck(LeftOnce, ModalScreen[str | None]):
    """Read as it is pasted; ^S keeps what was found, ^L closes with its text for the log, Esc without."""

    CSS_PATH = "talks_message.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="check.close", priority=True),
        Binding("ctrl+l", "log", show=False, id="check.log", priority=True),
        Binding("ctrl+s", "keep", show=False, id="check.keep", priority=True),
        Binding("ctrl+n", "afresh", show=False, id="check.afresh", priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
    ]

    def __init__(self, loan_id: int, loan: str) -> None:
        super().__init__()
        self._loan_id, self._loan = loan_id, loan
        self._soon: Timer | None = None

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def compose(self) -> ComposeResult:
        """Where the message goes, what was found in it, the keys."""
        with Vertical(id="check") as box:
            box.border_title = plain(_("Is this message about {loan} theirs?").format(loan=self._loan))
            yield MessageField("", id="message", soft_wrap=True, show_line_numbers=False, compact=True)
            with VerticalScroll(id="found", can_focus=False):
                yield Static(
                    plain(_("Paste the SMS or the letter. It goes nowhere; only ^S or ^L keep it.")),
                    id="words",
                )
            keys = (
                ("^S", _("Keep the check")),
                ("^L", _("Log it as a contact")),
                ("^N", _("Another")),
                ("Esc", _("Close")),
            )
            yield Static(plain(*(part for key, text in keys for part in ((key, "bold"), f" {text}   "))))

    def on_mount(self) -> None:
        """Ready to paste."""
        self.query_one(MessageField).focus()

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_SECONDS, self._check)

    def action_log(self) -> None:
        """Close; the message becomes the summary of a contact."""
        text = self.query_one(MessageField).text.strip()
        if text:
            self.dismiss(text)
        else:
            self.dashboard.say(_("Paste the message first."))

    def action_keep(self) -> None:
        """Keep what was found, with the words or with their hash alone."""
        from tracker.ui.asking import ChoiceScreen

        if not self.is_current:
            return
        text = clean(self.query_one(MessageField).text[:MOST], lines=True).strip()
        if not text:
            self.dashboard.say(_("Paste the message first."))
            return
        options = (
            (_("what was found, and a hash of the words"), "found"),
            (_("the words too"), "words"),
        )

        def chosen(value: str | None) -> None:
            if value is None:
                return
            answers, with_words = self.dashboard.answers, value == "words"
            answer = self.dashboard.attempt(
                lambda: answers.keep_message(self._loan_id, text, keep_text=with_words)
            )
            if answer is None:
                return
            done, problems = answer
            if done is not None:
                self.dashboard.changed(done, _("It stands under Cases."))
            for problem in problems:
                self.dashboard.say(sentence(problem), warning=True)

        self.app.push_screen(ChoiceScreen(_("Keep the check"), options, "found"), chosen)

    def action_afresh(self) -> None:
        """Begin with another message."""
        self.query_one(MessageField).text = ""

    def action_scroll(self, by: int) -> None:
        """See more of what was found."""
        found = self.query_one("#found", VerticalScroll)
        (found.scroll_page_down if by > 0 else found.scroll_page_up)(animate=False)

    def _check(self) -> None:
        text = clean(self.query_one(MessageField).text[:MOST], lines=True)
        words = self.query_one("#words", Static)
        if not text.strip():
            words.update(plain(_("Paste the SMS or the letter. It goes nowhere; only ^S or ^L keep it.")))
            return
        view = self.dashboard.attempt(lambda: self.dashboard.answers.check_message(self._loan_id, text))
        if view is not None:
            words.update(plain(*message_words(view)))


def message_words(view: MessageView) -> Iterator[str | tuple[str, str]]:
    """What was found, a line for each thing; the hard stop comes first, the advice after it."""
    if view.report.stop:
        yield f"{stop_text(view.report)}\n", _STOP
    if view.call:
        numbers = listed(each.value for each in view.call)
        text = _("Call the number in your contract and ask whether the message is theirs: {numbers}")
        yield text.format(numbers=numbers) + "\n", "bold"
    else:
        yield _("Call the number in your contract, not one in the message; Channels keeps it.") + "\n", "bold"
    for each in view.report.items:
        yield _STOPS if each.stops else _MARKS[each.verdict.value]
        verdict = verdict_text(each.verdict.value)
        said = told_of(verdict, figure_text(each.what)) if each.what else verdict
        yield f"{fit(found_text(each.mention.kind.value), 18)} {each.mention.text}  {said}\n"
    if not view.report.items:
        yield _("Nothing in the message can be compared.") + "\n"
    yield _("That everything matches does not prove who sent it.")
