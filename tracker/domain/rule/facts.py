"""What a rule of law or practice says, where it stands, from when until when, and how well it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Area(StrEnum):
    """What a rule is about."""

    RATES = "rates"
    CARDS = "cards"
    CREDIT_FILE = "credit_file"
    CONDUCT = "conduct"
    LIMITATION = "limitation"
    PERIOD = "period"
    CLASSIFICATION = "classification"
    ENFORCEMENT = "enforcement"
    HOTLINE = "hotline"


class Kind(StrEnum):
    """How far a rule binds."""

    LAW = "law"
    MANDATORY_STANDARD = "mandatory_standard"
    RECOMMENDED_STANDARD = "recommended_standard"
    SELF_REGULATION = "self_regulation"
    POLICY = "policy"


class Evidence(StrEnum):
    """How the text of a rule is known: read, read at second hand, derived, from memory."""

    READ = "V"
    SECOND_HAND = "V2"
    DERIVED = "D"
    MEMORY_HIGH = "M-high"
    MEMORY_MEDIUM = "M-med"

    @property
    def verified(self) -> bool:
        """Whether somebody read it; a rule from memory is shown, and never fires."""
        return self not in (Evidence.MEMORY_HIGH, Evidence.MEMORY_MEDIUM)


class Standing(StrEnum):
    """Where a rule stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as a pack states it; `title` and `text` are by language, `params` the numbers in it."""

    id: str
    number: str
    jurisdiction: str
    area: Area
    kind: Kind
    title: Mapping[str, str]
    text: Mapping[str, str]
    citation: str
    source: str
    evidence: Evidence
    effective_from: date
    effective_to: date | None = None
    checked_on: date
    applies_to: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    params: Mapping[str, str]

    def standing(self, on: date) -> Standing:
        """Where the rule stands on a day; its last day counts."""
        if on < self.effective_from:
            return Standing.NOT_YET
        if self.effective_to is not None and on > self.effective_to:
            return Standing.EXPIRED
        return Standing.IN_FORCE

    def fires(self, on: date, product: str | None = None) -> bool:
        """Whether it may be held against an event of that day: in force, read, and made for it."""
        return self.standing(on) is Standing.IN_FORCE and self.evidence.verified and self.covers(product)

    def covers(self, product: str | None) -> bool:
        """Whether it is made for a kind of product; an unknown kind only by rules without a scope."""
        if product is None:
            return not self.applies_to
        return product not in self.excludes and (not self.applies_to or product in self.applies_to)

    def decimal(self, name: str) -> Decimal:
        """A number of the rule; KeyError if it has none of that name."""
        return Decimal(self.params[name])

    def whole(self, name: str) -> int:
        """A whole number of the rule; KeyError if it has none of that name."""
        return int(self.params[name])

    def listed(self, name: str) -> tuple[str, ...]:
        """The values of a list in the rule, in its order."""
        return tuple(self.params[name].split(","))


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What an index stood at from a day on, in percent a year."""

    on: date
    percent: Decimal
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A published rate by the days it changed."""

    id: str
    jurisdiction: str
    title: Mapping[str, str]
    source: str
    checked_on: date
    checked_through: date
    observations: tuple[Observation, ...]

    def at(self, on: date) -> Observation | None:
        """What it stood at on a day; None before the first observation."""
        found = None
        for each in self.observations:
            if each.on <= on:
                found = each
        return found

    def stale(self, on: date) -> bool:
        """Whether the day lies after the last reading, so that a later change is not known here."""
        return on > self.checked_through


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """Every rule and index that is shipped."""

    rules: tuple[Rule, ...]
    indexes: tuple[Index, ...]

    def rule(self, id_: str) -> Rule:
        """The rule of an id; KeyError if no pack has it."""
        for each in self.rules:
            if each.id == id_:
                return each
        raise KeyError(id_)

    def index(self, id_: str) -> Index:
        """The index of an id; KeyError if no pack has it."""
        for each in self.indexes:
            if each.id == id_:
                return each
        raise KeyError(id_)

    def of(self, jurisdiction: str, area: Area | None = None) -> tuple[Rule, ...]:
        """The rules of a place, of one area if it is named."""
        return tuple(r for r in self.rules if r.jurisdiction == jurisdiction and area in (None, r.area))
