"""What is wrong with something a person typed or a file said, as values rather than exceptions."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

Checked = tuple[T | None, tuple["Problem", ...]]
"""The value, or None together with the reasons there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with one value: which field, what stood there, why it is refused, what to do.

    `code` is stable and English; front ends word it in the person's language from
    `tracker.locale.problems`. `ask` marks a value with several readings: a terminal may ask for the
    one meant, anything else refuses and names `hint`, the option that decides it.
    """

    code: str
    field: str
    value: str = ""
    line: int | None = None
    column: str | None = None
    ask: bool = False
    hint: str | None = None
    params: dict[str, str] = dataclasses.field(default_factory=dict)
