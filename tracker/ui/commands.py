"""Every command of the dashboard, declared once: keys, footer, palette, help and README derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tracker.domain.problems import Problem
from tracker.locale import _, language

if TYPE_CHECKING:
    from textual.binding import Binding

UNUSABLE = frozenset(
    ("ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+z", "ctrl+space", "ctrl+enter")
)
"""Keys that terminals and multiplexers keep for themselves, or send as another key."""


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
    shown: str = ""
    footer: int | None = None
    screens: tuple[str, ...] = ()
    priority: bool = False
    """Whether the key works even while a field or a dialog has the focus."""

    @property
    def key(self) -> str:
        """The key as people read it: `p`, `^P`, `F3`."""
        return self.shown or (key_text(self.keys[0]) if self.keys else "")

    @property
    def row(self) -> str:
        """The palette row: `area: verb`."""
        verb = f"{self.title[:1].lower()}{self.title[1:]}"
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
            tooltip=command.help,
            key_display=command.key,
            priority=command.priority,
        )
        for command in commands()
        if command.keys
        and (screen in command.screens or (screen == "app" and not command.screens))
        and not (alone and len(command.screens) > 1)
    ]


def read_keymap(wanted: Mapping[str, str]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Keys a person chose by command id; what cannot be is left out and reported."""
    known = {command.id: command for command in commands()}
    keymap: dict[str, str] = {}
    problems: list[Problem] = []
    for name, keys in wanted.items():
        command = known.get(name)
        if command is None:
            problems.append(Problem(code="unknown_command", field=name, value=keys))
            continue
        problem = _refuse(command, keys, keymap)
        if problem is None:
            keymap[name] = ",".join(_split(keys))
        else:
            problems.append(problem)
    return keymap, tuple(problems)


def _refuse(command: Command, keys: str, keymap: Mapping[str, str]) -> Problem | None:
    chosen = _split(keys)
    bad = next((key for key in chosen if key in UNUSABLE or key.startswith("alt+")), None)
    if bad is not None or not chosen:
        return Problem(code="unusable_key", field=command.id, value=bad or keys)
    for other in commands():
        if other.id == command.id or not _meet(command, other):
            continue
        held = _split(keymap[other.id]) if other.id in keymap else other.keys
        clash = next((key for key in chosen if key in held), None)
        if clash is not None:
            return Problem(code="key_clash", field=command.id, value=clash, params={"other": other.id})
    return None


def _meet(one: Command, other: Command) -> bool:
    """Whether two commands are ever offered on the same screen."""
    return not one.screens or not other.screens or bool(set(one.screens) & set(other.screens))


def _split(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(",") if key.strip())


def key_text(key: str) -> str:
    """A key as people read it."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return _NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


_NAMES = {
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "insert": "Ins",
    "delete": "Del",
    "upper_u": "U",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def key_table() -> str:
    """The table of keys for the README."""
    titles = (_("Key"), _("Also"), _("Command"), _("What it does"))
    head = f"| {' | '.join(titles)} |\n|---|---|---|---|"
    return "\n".join(
        [
            head,
            *(
                f"| `{command.key}` | {_also(command)} | {command.row} | {command.help} |"
                for command in commands()
                if command.keys
            ),
        ]
    )


def _also(command: Command) -> str:
    return " ".join(
        f"`{key_text(key)}`"
        for key in command.keys[1:]
        if key.isascii() and not any(name in key for name in ("width", "ideographic", "lenticular"))
    )


@lru_cache(maxsize=4)
def _commands(_language: str) -> tuple[Command, ...]:
    home, loans, loan = _("home"), _("loans"), _("loan")
    app, book = _("app"), _("book")
    from tracker.ui.commands_credit import credit_commands
    from tracker.ui.commands_due import due_commands
    from tracker.ui.commands_files import file_commands
    from tracker.ui.commands_loan import list_commands, loan_commands

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
        *list_commands(),
        *due_commands(),
        *credit_commands(),
        *file_commands(),
        Command(
            id="row.open", keys=(), shown="Enter", action="screen.open", area=loan, title=_("Open"),
            help=_("Open the loan of the row: schedule, payments, chart, terms."), footer=15,
            screens=("alerts", "home", "loans", "due"),
        ),
        Command(
            id="payment.add", keys=("p", "ｐ", "f3"), action="screen.pay", area=_("payment"), title=_("Pay"),
            help=_("Record a payment you have made; nothing is sent to anyone."), footer=10,
            screens=("alerts", "home", "loans", "loan", "due"),
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
            screens=("home", "loan"),
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
            id="book.redo", keys=("U", "Ｕ"), action="app.redo", area=book, title=_("Redo"),
            help=_("Do again what was undone last."),
        ),
        Command(
            id="app.help", keys=("question_mark", "fullwidth_question_mark", "f1"), action="app.help",
            area=app, title=_("Help"), help=_("Search the keys of this screen; Enter runs the row."),
            footer=60,
        ),
        Command(
            id="screen.back", keys=("escape",), action="screen.back", area=loan, title=_("Back"),
            help=_("Go back to where you came from."), footer=70, screens=("loan",),
        ),
        Command(
            id="app.quit_here", keys=("q", "ｑ"), action="app.quit", area=app, title=_("Quit"),
            help=_("Leave the dashboard; everything is saved already."), footer=70,
            screens=("home", "loans", "due", "credit", "alerts", "import", "setup", "welcome"),
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
        Command(
            id="app.theme", keys=(), action="app.next_theme", area=app, title=_("next colours"),
            help=_("Switch to the next colour theme."),
        ),
        Command(
            id="app.messages", keys=(), action="app.messages", area=app, title=_("messages"),
            help=_("Show the messages of this session again."),
        ),
    )  # fmt: skip
