"""The declared commands as click's: lazy loading, translated help and global flags anywhere."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import click

from tracker.cli import command as declared
from tracker.cli.command import GLOBAL, LINEAR, Branch, Leaf, Param, load
from tracker.cli.help_page import HelpPage
from tracker.cli.words import N_, VALUES
from tracker.locale import _
from tracker.locale.joining import told_of

SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def value_word(text: str) -> str:
    """What stands for a value, in the person's language; a form with `=` or `:` is typed as it stands."""
    if "=" in text or ":" in text:
        return text
    whole = _(text)
    return whole if whole != text else re.sub("[A-Z]{2,}", _word, text)


def _word(found: re.Match[str]) -> str:
    return _(found[0]) if found[0] in VALUES else found[0]


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def make_metavar(self, *args: Any, **named: Any) -> str:
        """What stands for the value, in the person's language."""
        return value_word(super().make_metavar(*args, **named))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the person's language."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help))


def _note(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Keep a global flag wherever it stood; the last one given holds."""
    if param.name and ctx.get_parameter_source(param.name) is click.core.ParameterSource.COMMANDLINE:
        ctx.find_root().obj.flags[param.name] = value
        if param.name == "version":
            from tracker.main import VERSION

            ctx.find_root().obj.out.raw(f"debt {VERSION}\n")
            ctx.exit()


def _option(param: Param, *, hidden: bool = False) -> Option:
    settings = _settings(param)
    if param.noted:
        settings |= {"expose_value": False, "callback": _note}
    return Option(param.names, hidden=hidden, **settings)


def _parameter(param: Param) -> click.Parameter:
    return _option(param) if param.is_option else click.Argument(param.names, **_settings(param))


def _settings(param: Param) -> dict[str, Any]:
    """What click is told; several words for a type are a choice."""
    found = dict(param.settings)
    if isinstance(found.get("type"), tuple):
        found["type"] = click.Choice(found["type"])
    return found


_NEGATIVE = re.compile(r"-[0-9.,]+")
_TYPED = "tracker.typed"


def _as_amount(word: str, before: str) -> str:
    """A negative number with a minus sign in place of the hyphen that would make it an option."""
    if before.startswith("-") or not _NEGATIVE.fullmatch(word):
        return word
    return f"\u2212{word[1:]}"


def _as_typed(value: Any, typed: dict[str, str]) -> Any:
    """A value with its own hyphen again: what begins with one may be a name."""
    if isinstance(value, tuple):
        return tuple(_as_typed(each, typed) for each in value)
    return typed.get(value, value) if isinstance(value, str) else value


class Helped(click.Command):
    """Help that begins with examples and speaks the person's language."""

    examples: tuple[str, ...] = ()

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The command's own parameters and the global flags."""
        own = super().get_params(ctx)
        return [*own, *(_option(each, hidden=ctx.parent is not None) for each in GLOBAL)]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words of the command line; `-5` is an amount, not an option, and told so."""
        told = [_as_amount(word, before) for before, word in pairwise(["", *args])]
        # The groups on the way to a command see its words first.
        typed = ctx.meta.setdefault(_TYPED, {})
        typed |= {new: word for new, word in zip(told, args, strict=True) if new != word}
        rest = super().parse_args(ctx, told)
        ctx.params = {name: _as_typed(value, typed) for name, value in ctx.params.items()}
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`-h`, described in the person's language."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _("Show this help and stop.")
        return found

    def get_help(self, ctx: click.Context) -> str:
        """The whole page of help."""
        page = HelpPage(width=ctx.terminal_width, max_width=ctx.max_content_width)
        self.format_help(ctx, page)
        return page.getvalue().rstrip("\n")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, usage, what it does, options."""
        if self.examples:
            with formatter.section(_("Examples")):
                for line in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{_(line)}\n")
        formatter.write_paragraph()
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=told_of(_("Usage"), "")
        )
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)
        if ctx.parent is not None:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_("Flags that every command takes: debt --help"))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        del ctx
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, one a line."""
        own = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [param.get_help_record(ctx) for param in own]
        shown = [record for record in records if record is not None]
        if shown:
            with formatter.section(_("Options")):
                formatter.write_dl(shown)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the command's name."""
        return [value_word(piece) for piece in super().collect_usage_pieces(ctx)]


class Command(Helped):
    """One command of the tree."""


class Tree(Helped, click.Group):
    """A group whose commands are imported one at a time."""

    def __init__(self, name: str, branch: Branch) -> None:
        super().__init__(
            name,
            help=branch.help,
            context_settings=SETTINGS,
            invoke_without_command=bool(branch.bare),
            no_args_is_help=not branch.bare,
            callback=self._run_bare if branch.bare else None,
            subcommand_metavar=N_("COMMAND …"),
            options_metavar=N_("[OPTIONS]"),
        )
        self.examples = branch.examples
        self.branch = branch
        self._made: dict[str, click.Command] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, as declared."""
        del ctx
        return list(self.branch.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; its module is imported now."""
        del ctx
        if cmd_name not in self._made:
            found = self.branch.commands.get(cmd_name)
            if found is None:
                return None
            self._made[cmd_name] = (
                Tree(cmd_name, found) if isinstance(found, Branch) else build(load(found.place))
            )
        return self._made[cmd_name]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words of the command line; an option of the command that runs bare needs not name it."""
        name = next((n for n, each in self.branch.commands.items() if self._is_bare(each)), None)
        if ctx.parent is None or name is None:
            return super().parse_args(ctx, args)
        own = {opt: each for each in self.get_params(ctx) for opt in each.opts}
        at = 0
        while at < len(args) and (known := own.get(args[at].partition("=")[0])) is not None:
            flag = not isinstance(known, click.Option) or known.is_flag or known.count or "=" in args[at]
            at += 1 if flag else 2
        if at < len(args) and args[at].startswith("-") and len(args[at]) > 1:
            args = [*args[:at], name, *args[at:]]
        return super().parse_args(ctx, args)

    def _is_bare(self, command: Leaf | Branch) -> bool:
        return isinstance(command, Leaf) and command.place == self.branch.bare != ""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their short help, then the options; no command is imported for it."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(each.help)) for name, each in self.branch.commands.items()])
        super().format_options(ctx, formatter)

    def _run_bare(self) -> Any:
        ctx = click.get_current_context()
        if ctx.invoked_subcommand is None:
            return ctx.invoke(build(load(self.branch.bare)))
        if ctx.obj.flags.get("linear") and ctx.invoked_subcommand != "demo":
            from tracker.cli.errors import usage

            raise usage(_("--linear goes with no command."), _("debt --linear starts it."))
        return None


def build(command: declared.Command) -> Command:
    """The declared command as click runs it."""
    made = Command(
        command.function.__name__.removesuffix("_command").replace("_", "-"),
        callback=click.pass_obj(command.function),
        params=[_parameter(each) for each in command.params],
        help=command.help,
        context_settings=SETTINGS,
        options_metavar=N_("[OPTIONS]"),
    )
    made.examples = command.examples
    return made


def build_root(branch: Branch) -> Tree:
    """The whole tree as click runs it."""
    root = Tree("debt", branch)
    root.params.append(_option(LINEAR))
    return root
