"""The dashboard: which screens there are, and what happens after a change."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from tracker import locale
from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.doing import use_keys_of
from tracker.locale.hiding import hide, told
from tracker.locale.joining import sentences
from tracker.ui.answers import BookAnswers
from tracker.ui.chooser import Chooser
from tracker.ui.commands import Command, bindings, key_of, use_keys, with_keys
from tracker.ui.doing import by_keys
from tracker.ui.draft_files import draft_folder as draft_folder
from tracker.ui.drafting import Drafting
from tracker.ui.figures import Figures
from tracker.ui.home import HomeScreen
from tracker.ui.keymap import read_keymap, routes
from tracker.ui.leaving import is_of_left_screen
from tracker.ui.modes import MODES
from tracker.ui.screen import FramedScreen
from tracker.ui.surroundings import Keep
from tracker.ui.surroundings import Surroundings as Surroundings
from tracker.ui.surroundings import Wish as Wish
from tracker.ui.text import plain, shortened
from tracker.ui.typed_ahead import InOrder

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from tracker.services.book import Book
    from tracker.services.views import Done
    from tracker.ui.answers import Answers
    from tracker.ui.pay import Paid


Explain = Callable[[Exception], str | None]
"""Words a failure in a sentence; None if it is nothing a person can mend, which is a crash."""

T = TypeVar("T")

_POLL_SECONDS = 1.0
_TOAST_SECONDS = 6
_WARNING_SECONDS = 30
_MESSAGES_KEPT = 100
_SIGNALLED = 128


class Dashboard(InOrder, Drafting, Chooser):
    """The terminal application over one open book."""

    ENABLE_COMMAND_PALETTE = False  # the palette is ours, opened by a declared command
    CSS = """
    Toast { width: auto; max-width: 76; padding: 0 1; margin-top: 0; }
    .-chinese Toast { max-width: 38; }
    """
    # The style sheet of the first screen is the app's, and that screen no mode's: read once, not twice.
    CSS_PATH = Path(__file__).with_name("home.tcss")
    MODES: ClassVar[dict[str, Any]] = {**MODES}
    DEFAULT_MODE = "home"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]

    def __init__(
        self,
        answers: Answers,
        *,
        theme: str = "",
        theme_folders: Iterable[Path] = (),
        keys: Mapping[str, str] | None = None,
        hide_amounts: bool = False,
        explain: Explain = lambda _error: None,
        keep: Keep = lambda _key, _value: None,
        around: Surroundings | None = None,
        forget: Callable[[str], None] = lambda _key: None,
        calm: bool = False,
        glyphs: str = "unicode",
        colourless: bool = False,
        mouse: bool = True,
    ) -> None:
        super().__init__()
        self.around = around or Surroundings()
        self.has_mouse = mouse
        self.answers = answers
        self._explain = explain
        self._keep = keep
        self._forget = forget
        self.revision = 0
        """Counts the changes seen; a screen that read an earlier one reads again."""
        self.hidden = hide_amounts
        hide(hidden=hide_amounts)
        self.crash: Exception | None = None
        self.messages: list[str] = []
        self.talks_at: int | None = None
        """The loan that Talks is to show when it comes to the front."""
        self._problems: list[Problem] = self.dress(
            theme=theme, folders=theme_folders, glyphs=glyphs, calm=calm, colourless=colourless
        )
        self.keys, problems = read_keymap(keys or {})
        use_keys(self.keys)
        self._problems.extend(problems)

    @property
    def figures(self) -> Figures:
        """How amounts and dates are written now."""
        return Figures(today=self.answers.today, hidden=self.hidden, own=self.answers.currency)

    @property
    def note(self) -> str:
        """Which file this is, at the end of the first row."""
        name = self.answers.file_name
        return f"{name} · {'中文' if locale.language() == 'zh_CN' else 'EN'}"

    def get_default_screen(self) -> Screen[Any]:
        """Home."""
        return HomeScreen()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: every command is declared in one place."""
        del screen
        return ()

    def on_mount(self) -> None:
        """Listen for signals and other writers; say what was wrong with the configuration."""
        use_keys_of(by_keys)
        self.title = self.answers.file_name
        self.add_mode("home", HomeScreen)
        self.set_keymap(routes(self.keys))
        self.call_later(self._collect_garbage)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, self._leave, number)
            except (NotImplementedError, RuntimeError, ValueError):
                break  # not the main thread, as in tests; nobody signals those
        self.set_interval(_POLL_SECONDS, self._poll)
        if self._problems:
            from tracker.locale.problems import sentence
        for problem in self._problems:
            self.say(sentence(problem), warning=True)
        if self.around.greeting:
            self.say(self.around.greeting)
        self.call_later(self.tell_of_drafts)

    def on_unmount(self) -> None:
        """Whoever speaks in this process from now on is no dashboard."""
        use_keys_of(None)

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a toast and keep its words; a warning stays longer."""
        self.messages = [*self.messages, text][-_MESSAGES_KEPT:]
        words = plain(told(text)).plain
        # Textual cuts lines at the edges of what they cover, and drops a wide character that stands there.
        self.screen.set_class(locale.language() == "zh_CN", "-chinese")
        if warning:
            self.notify(words, severity="warning", timeout=_WARNING_SECONDS, markup=False)
        else:
            self.notify(shortened(words), timeout=_TOAST_SECONDS, markup=False)

    def attempt(self, ask: Callable[[], T]) -> T | None:
        """Ask; a failure that has words (file locked, disk full, changed elsewhere) is said, not fatal."""
        try:
            return ask()
        except Exception as error:
            if not self._is_told(error):
                raise
            return None

    def tell_failure(self, error: BaseException) -> None:
        """Say what failed in a thread; what has no words is raised here."""
        if not isinstance(error, Exception) or not self._is_told(error):
            raise error

    def _is_told(self, error: Exception) -> bool:
        words = self._explain(error)
        if words is not None and self.messages[-1:] != [words]:
            self.say(words, warning=True)
        return words is not None

    def changed(self, done: Done | None = None, more: str = "") -> None:
        """Read everything again after a change, and say what it was."""
        self.revision += 1
        self._read_screens()
        if done is not None:
            words = _("{what}. {key} undoes it.").format(what=done.title, key=key_of("book.undo"))
            self.say(sentences(words, more))

    def open_loan(self, loan_id: int) -> None:
        """Show one loan over the screen it was chosen on."""
        from tracker.ui.loan import LoanScreen

        self.push_screen(LoanScreen(loan_id))

    def action_triage(self) -> None:
        """Show what to pay first when cash does not reach."""
        from tracker.ui.triage import TriageScreen

        if not isinstance(self.screen, TriageScreen):
            self.push_screen(TriageScreen())

    async def open_talks(self, loan_id: int) -> None:
        """Show the talks about one loan."""
        self.talks_at = loan_id
        await self.action_go("talks")

    def action_add_loan(self) -> None:
        """Add a loan."""
        self.open_loan_form()

    def action_restore_loan(self) -> None:
        """Bring a loan back from the trash."""
        from tracker.ui.loan_delete import open_trash

        open_trash(self)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; Textual's lists of options cannot turn a page before they are drawn."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except KeyError as error:
            place = error.__traceback__
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            if place is not None and place.tb_frame.f_code.co_name == "_move_page":
                return False
            raise

    async def run_command(self, command: Command) -> None:
        """Run a command as its key would."""
        await self.run_action(command.action, self.screen)

    async def action_go(self, mode: str) -> None:
        """Go to a screen of the tab row; to the top of it if it is in front already."""
        if mode == "talks" and self.talks_at is None:
            self.talks_at = getattr(self.screen, "loan_id", None)  # from the page of a loan to its talks
        if self.current_mode != mode:
            await self.switch_mode(mode)
        elif len(self.screen_stack) > 1:
            await self.pop_screen()

    def action_palette(self) -> None:
        """Open the command palette."""
        from tracker.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def action_help(self) -> None:
        """Open the keys of this screen."""
        from tracker.ui.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "place", "")), self._run_chosen)

    def action_messages(self) -> None:
        """Show the last messages again."""
        from tracker.ui.messages import MessageScreen

        self.push_screen(MessageScreen(tuple(map(told, reversed(self.messages)))))

    def action_calculate(self, what: str) -> None:
        """Open a calculator."""
        from tracker.ui import calculator_parts, calculator_value

        {
            "rate": calculator_parts.open_true_rate, "late": calculator_parts.open_late,
            "value": calculator_value.open_value, "rate_in": calculator_value.open_rate_in,
        }[what](self)  # fmt: skip

    def action_hide_amounts(self) -> None:
        """Mask every amount, or show them again."""
        self.hidden = not self.hidden
        hide(hidden=self.hidden)
        self.changed()

    def action_undo(self) -> None:
        """Take back the last change."""
        asked = self.attempt(lambda: (self.answers.undo(),))
        if asked is None:
            return
        (done,) = asked
        if done is None:
            self.say(_("There is nothing to undo."))
        else:
            self.changed()
            self.clear_notifications()  # the toast of what was undone still offers to undo it
            words = _("Undone: {what}. {key} does it again.")
            self.say(words.format(what=done.title, key=key_of("book.redo")))

    def action_redo(self) -> None:
        """Do again what was undone."""
        asked = self.attempt(lambda: (self.answers.redo(),))
        if asked is None:
            return
        (done,) = asked
        if done is None:
            self.say(_("There is nothing to redo."))
        else:
            self.changed(done)

    def action_reload(self) -> None:
        """Read the file again."""
        self.changed()

    def action_help_quit(self) -> None:
        """Say how to leave, as Ctrl+C does not."""
        self.say(with_keys(_("{quit} leaves the dashboard."), quit="app.quit"))

    def _handle_exception(self, error: Exception) -> None:
        if is_of_left_screen(self, error):
            return
        # Kept for whoever started the dashboard: it decides what a person sees of it.
        self.crash = self.crash or error
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        # The terminal is restored by now; the traceback is the caller's to show or to keep.
        self._exit_renderables.clear()

    def _saved(self, done: Done | None) -> None:
        if done is not None and done.action_id is None:
            self.say(done.title)
        elif done is not None:
            self.changed(done, sentences(*done.notes))

    def _paid(self, paid: Paid | None) -> None:
        if paid is None:
            return
        due, more = paid.still_open, ""
        if due is not None:
            words = _("Overdue still: {amount} of {date}.")
            if paid.same:
                words = _("{amount} of the instalment due {date} is still open.")
            amount = self.figures.money(due.amount_minor, due.currency)
            more = words.format(amount=amount, date=self.figures.day(due.due_on))
        self.changed(paid.done, more)

    async def _run_chosen(self, command: Command | None) -> None:
        if command is not None:
            await self.run_command(command)

    def _collect_garbage(self) -> None:
        """From the first frame on; whoever opened the dashboard may have put it off until then."""
        gc.freeze()
        gc.enable()

    def _poll(self) -> None:
        if self.read_themes_again() or self.attempt(self.answers.changed_elsewhere):
            self.changed()

    def _read_screens(self) -> None:
        """Read again what is seen; the others do when they come to the front."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, FramedScreen) and screen.is_mounted:
                screen.read_again()
                return

    def _leave(self, number: int) -> None:
        self.leave_for_certain(_SIGNALLED + number)
        self.exit(return_code=_SIGNALLED + number)


def run(
    book: Book,
    *,
    mouse: bool = True,
    grant: Callable[[Wish], None] = lambda _wish: None,
    **chosen: Any,
) -> int:
    """Run the dashboard on a book until it is left; its exit code.

    `chosen` is what the dashboard takes: `explain` puts an error a person can do something about into
    words, `keep` remembers a setting. `grant` is told of a wish for another file. A crash is raised after
    the terminal is restored.
    """
    app = Dashboard(BookAnswers(book, is_demo=book.setting("demo") == "1"), mouse=mouse, **chosen)
    app.run(mouse=mouse)
    app.left()
    if app.crash is not None:
        raise app.crash
    if app.wish.what != "quit":
        grant(app.wish)
    return app.return_code or 0
