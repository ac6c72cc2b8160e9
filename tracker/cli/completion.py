"""`debt completion`: the script that lets a shell complete words."""

from __future__ import annotations

from tracker.cli.command import argument, command
from tracker.cli.session import Session
from tracker.cli.words import N_


@command(
    'eval "$(debt completion bash)"      # in ~/.bashrc',
    "debt completion fish > ~/.config/fish/completions/debt.fish",
    help=N_("Print the script for bash, zsh or fish."),
)
@argument("shell", type=("bash", "zsh", "fish"))
def completion_command(session: Session, *, shell: str) -> None:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    from tracker.cli.clicked import build_root
    from tracker.cli.tree import ROOT

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 -- click knows these three
    session.out.raw(found(build_root(ROOT), {}, "debt", "_DEBT_COMPLETE").source() + "\n")
