"""Questions to a person at a terminal; they go to stderr, so that stdout holds answers only."""

from __future__ import annotations

import click

from tracker.domain.text import clean


def choose(question: str, options: list[tuple[str, str]]) -> str:
    """The key of the option a person picks by its place in the list."""
    click.echo(clean(question), err=True)
    for number, (_key, words) in enumerate(options, 1):
        click.echo(f"  {number}  {clean(words)}", err=True)
    picked = click.prompt("", type=click.IntRange(1, len(options)), prompt_suffix="> ", err=True)
    return options[int(picked) - 1][0]
