"""Every command of the dashboard, declared once: keys, footer, palette, help and README derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.locale import _, language
from tracker.ui.key_names import is_alias, is_safe, key_text, safe_first

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can do, and every way to reach it.

    `keys` are Textual's names, the one to show first; aliases follow, typed with a Chinese input
    method on. `footer` ranks it in the footer (lower is kept longer), None leaves it out.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    area: str
    title: str
    help: str
    """What it does; `{undo}` and the like stand for the keys of other commands."""
    shown: str = ""
    safe: str = ""
    """The key of another command that does the same, where no key of this one passes an input method."""
    footer: int | None = None
    screens: tuple[str, ...] = ()
    priority: bool = False
    """Whether the key works even while a field or a dialog has the focus."""

    @property
    def key(self) -> str:
        """The key as people read it: `p`, `^P`, `F3`; in Chinese one that an input method lets through."""
        if language() == "zh_CN" and self.keys and not is_safe(self.keys[0]) and self.route:
            return key_text(self.route)
        return self.shown or (key_text(self.keys[0]) if self.keys else "")

    @property
    def route(self) -> str:
        """The first key that arrives while a Chinese input method is on; empty if there is none."""
        return next(filter(is_safe, self.keys), self.safe)

    @property
    def what(self) -> str:
        """What it does in words, naming the keys in use."""
        return with_keys(self.help, **_NAMED) if "{" in self.help else self.help

    @property
    def row(self) -> str:
        """The palette row: `area: verb`."""
        verb = self.title if self.title.isupper() else f"{self.title[:1].lower()}{self.title[1:]}"
        return _("{area}: {verb}").format(area=self.area, verb=verb)

    def on(self, screen: str) -> bool:
        """Whether the command works on a screen."""
        return not self.screens or screen in self.screens


def commands() -> tuple[Command, ...]:
    """All commands, worded in the language in use."""
    return _commands(language())


def for_screen(screen: str) -> tuple[Command, ...]:
    """The commands that work on a screen, its own first."""
    mine = [command for command in commands() if command.screens and command.on(screen)]
    return (*mine, *(command for command in commands() if not command.screens))


_CROWDED = {
    "home": ("book.undo",),
    "loans": ("app.hide", "book.undo"),
    "loan": ("loan.add",),
    "due": ("book.undo",),
    "alerts": ("app.hide", "book.undo"),
    "cash": ("book.undo", "payment.add"),
    "talks": ("app.hide", "book.undo", "payment.add"),
    "credit": ("book.undo",),
    "plan": ("app.hide", "book.undo", "payment.add", "chart.toggle", "loan.add"),
    "import": ("app.hide", "book.undo", "import.bad", "import.loan", "import.back"),
    "import.rows": ("app.hide", "book.undo", "import.bad"),
    "setup": ("app.hide", "book.undo"),
}
"""What the footer of a screen leaves out for keys of its own: every toast names undo."""


def footer_commands(screen: str) -> tuple[Command, ...]:
    """The commands a footer shows, most useful first."""
    left_out = _CROWDED.get(screen, ())
    ranked = (
        command for command in for_screen(screen) if command.footer is not None and command.id not in left_out
    )
    return tuple(sorted(ranked, key=lambda command: command.footer or 0))


def bindings(screen: str, *, alone: bool = False) -> list[Binding]:
    """Key bindings: those of one screen, or with `app` those that work everywhere.

    With `alone`, only of the commands that work on no other screen.
    """
    from textual.binding import Binding

    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.title,
            show=False,
            id=command.id,
            tooltip=command.what,
            key_display=command.key,
            priority=command.priority,
        )
        for command in commands()
        if command.keys
        and (screen in command.screens or (screen == "app" and not command.screens))
        and not (alone and len(command.screens) > 1)
    ]


def keys_in_use(command: Command, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command, the one to show first: in Chinese one that arrives with an input method on."""
    from tracker.ui.keymap import held_keys

    keys = held_keys(command, chosen)
    return safe_first(keys) if language() == "zh_CN" else keys


def key_shown(command: Command, chosen: Mapping[str, str]) -> str:
    """The key of a command as people read it, a chosen one where there is one: `p`, `^P`, `F3`."""
    if command.id not in chosen:
        return command.key
    return key_text(keys_in_use(command, chosen)[0])


_IN_USE: dict[str, str] = {}

_NAMED = {"undo": "book.undo", "pay": "payment.add", "edit": "loan.edit", "delete": "loan.delete"}
"""How a command's words name the commands whose keys they mention."""


def use_keys(chosen: Mapping[str, str]) -> None:
    """Have what is said name the keys that a person chose, as `locale.use` has it in their language."""
    _IN_USE.clear()
    for command_id, keys in chosen.items():
        _IN_USE[command_id] = keys  # noqa: PERF403 -- the one dictionary that is looked at


def key_of(command_id: str) -> str:
    """The key of a command as what is said names it: `u`, in Chinese `F9`, or the one that was chosen."""
    return next((key_shown(each, _IN_USE) for each in commands() if each.id == command_id), "")


def with_keys(words: str, **named: str) -> str:
    """A sentence in which `{name}` stands for the key of the command of that name."""
    return words.format(**{name: key_of(command_id) for name, command_id in named.items()})


def keys_of(command_id: str) -> str:
    """The key of a command with its route past an input method: `b (F4)`; in Chinese the route first."""
    command = next(each for each in commands() if each.id == command_id)
    shown = key_of(command_id)
    keys = [key_text(key) for key in keys_in_use(command, _IN_USE) if is_safe(key)]
    route = next((key for key in keys if key != shown), "")
    return shown if not route or is_safe(keys_in_use(command, _IN_USE)[0]) else f"{shown} ({route})"


def key_table() -> str:
    """The table of keys for the README."""
    titles = (_("Key"), _("Also"), _("Command"), _("What it does"))
    head = f"| {' | '.join(titles)} |\n|---|---|---|---|"
    return "\n".join(
        [
            head,
            *(
                f"| `{command.key}` | {_also(command)} | {command.row} | {command.what} |"
                for command in commands()
                if command.keys
            ),
        ]
    )


def _also(command: Command) -> str:
    keys = (*command.keys, command.safe) if command.safe else command.keys
    others = (key_text(key) for key in keys if not is_alias(key))
    return " ".join(f"`{each}`" for each in others if each != command.key)


@lru_cache(maxsize=4)
def _commands(_language: str) -> tuple[Command, ...]:
    home, loans, loan = _("home"), _("loans"), _("loan")
    app, book = _("app"), _("book")
    from tracker.ui.commands_alerts import alert_commands
    from tracker.ui.commands_calc import calc_commands
    from tracker.ui.commands_cash import cash_commands
    from tracker.ui.commands_credit import credit_commands
    from tracker.ui.commands_due import due_commands
    from tracker.ui.commands_files import file_commands
    from tracker.ui.commands_loan import list_commands, loan_commands, page_commands
    from tracker.ui.commands_look import look_commands
    from tracker.ui.commands_plan import plan_commands
    from tracker.ui.commands_talks import talk_commands
    from tracker.ui.commands_triage import triage_commands
    from tracker.ui.commands_view import view_commands

    return (
        Command(
            id="go.home", keys=("1", "１"), action="app.go('home')", area=home, title=_("open"),
            help=_("What is owed, what is due next, what needs attention."),
        ),
        Command(
            id="go.loans", keys=("2", "２"), action="app.go('loans')", area=loans, title=_("open"),
            help=_("All loans with their balances and next dues."),
        ),
        *loan_commands(),
        *page_commands(),
        *list_commands(),
        *due_commands(),
        *plan_commands(),
        *triage_commands(),
        *talk_commands(),
        *credit_commands(),
        *alert_commands(),
        *file_commands(),
        *cash_commands(),
        *view_commands(),
        Command(
            id="row.open", keys=(), shown="Enter", action="screen.open", area=loan, title=_("Open"),
            help=_("Open the loan of the row: schedule, payments, chart, terms."), footer=15,
            screens=("alerts", "home", "loans", "due"),
        ),
        Command(
            id="payment.add", keys=("p", "ｐ", "f3"), action="screen.pay", area=_("payment"), title=_("Pay"),
            help=_("Record a payment you have made; nothing is sent to anyone."), footer=10,
            screens=("alerts", "home", "loans", "loan", "due", "cash", "talks", "plan", "triage"),
        ),
        Command(
            id="pane.next", keys=("tab",), action="screen.next_pane", area=loan, title=_("Next pane"),
            help=_("Go to the next part of the loan's screen."), footer=20, screens=("loan",),
        ),
        Command(
            id="pane.previous", keys=("shift+tab",), action="screen.previous_pane", area=loan,
            title=_("Previous pane"), help=_("Go to the part before."), shown="Shift+Tab", screens=("loan",),
        ),
        Command(
            id="chart.toggle", keys=("v", "ｖ", "f6"), action="screen.toggle_chart", area=_("chart"),
            title=_("Table"), help=_("Show the balance chart as a table, and back."), footer=30,
            screens=("home", "loan", "plan"),
        ),
        Command(
            id="app.hide", keys=("b", "ｂ", "f4"), action="app.hide_amounts", area=app, title=_("Hide"),
            help=_("Hide every amount, and show them again."), footer=40,
        ),
        Command(
            id="book.undo", keys=("u", "ｕ", "f9"), action="app.undo", area=book, title=_("Undo"),
            help=_("Take back the last change; it can be done again."), footer=50,
        ),
        Command(
            id="book.redo", keys=("U", "Ｕ", "ctrl+u"), action="app.redo", area=book, title=_("Redo"),
            help=_("Do again what was undone last."),
        ),
        Command(
            id="app.help", keys=("question_mark", "fullwidth_question_mark", "f1"), action="app.help",
            area=app, title=_("Help"), help=_("Search the keys of this screen; Enter runs the row."),
            footer=60,
        ),
        Command(
            id="screen.back", keys=("escape",), action="screen.back", area=loan, title=_("Back"),
            help=_("Go back to where you came from."), footer=70, screens=("loan", "triage"),
        ),
        Command(
            id="app.quit_here", keys=("q", "ｑ"), safe="ctrl+q", action="app.quit", area=app, title=_("Quit"),
            help=_("Leave the dashboard; everything is saved already."), footer=70,
            screens=(
                "home", "loans", "due", "plan", "talks", "credit", "alerts", "import", "setup", "cash",
                "welcome",
            ),
        ),
        Command(
            id="app.quit", keys=("ctrl+q",), action="app.quit", area=app, title=_("quit anywhere"),
            priority=True,
            help=_("Leave the dashboard from any screen."),
        ),
        Command(
            id="app.palette", keys=("ctrl+p", "colon", "fullwidth_colon"), action="app.palette", area=app,
            title=_("Commands"), help=_("Find any command by typing a part of its name."),
        ),
        Command(
            id="app.reload", keys=("ctrl+r",), action="app.reload", area=app, title=_("reload"),
            help=_("Read the file again."),
        ),
        Command(
            id="app.language", keys=(), action="app.next_language", area=app, title=_("other language"),
            help=_("Switch between English and Chinese."),
        ),
        *calc_commands(),
        *look_commands(),
        Command(
            id="app.drafts", keys=("ctrl+g",), action="app.drafts", area=app, title=_("drafts"),
            help=_("What you typed into a form and did not save."),
        ),
        Command(
            id="app.messages", keys=(), action="app.messages", area=app, title=_("messages"),
            help=_("Show the last hundred messages again."),
        ),
    )  # fmt: skip
