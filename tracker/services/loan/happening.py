"""One dated row of a loan's story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One dated row of a loan's story.

    `kind` is opened, tracked, payment, missed, charge, waiver, statement, claim, refund_asked, refund_back,
    terms, contact, talk, step, promise, stage, evidence, edit or closed; `code` the state, component or kind
    within it; `params` what words of it need.
    """

    on: date
    kind: str
    code: str = ""
    amount_minor: int | None = None
    note: str = ""
    about: int | None = None
    params: Mapping[str, str] = field(default_factory=dict)
