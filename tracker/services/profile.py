"""The profiles of files: those that are shipped, and those a person saved in the configuration folder."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tracker import locations
from tracker.domain.loan.repayment import Lender
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.formats.headers import header_name
from tracker.formats.options import ReadOptions
from tracker.formats.profile import Profile, read_profile
from tracker.formats.recognise import Recognised, as_profile, recognise
from tracker.formats.source import Source
from tracker.formats.target import TargetExistsError, TargetWriteError, write_target
from tracker.private_file import make_private_folder
from tracker.resources import data_folder

NONE = "-"
"""Said in place of a profile: the file is read by the names of its columns alone."""

_OWN = "profiles"
_LARGEST = 64 * 1024
_MOST = 500


@cache
def shipped() -> tuple[Profile, ...]:
    """The profiles that come with the program."""
    found: list[Profile] = []
    for path in sorted((data_folder("db") / "profiles").glob("*.toml")):
        for values in tomllib.loads(path.read_text("utf-8")).get("profile", []):
            profile, problems = read_profile(values)
            if profile is None:
                raise ValueError(f"{path.name}: {problems[0].params}")
            found.append(profile)
    return tuple(found)


@cache
def lenders() -> tuple[Lender, ...]:
    """The names lenders and products go by."""
    found: list[Lender] = []
    for values in tomllib.loads((data_folder("db") / "lenders.toml").read_text("utf-8"))["lender"]:
        bank = bool(values.get("bank", False))
        groups = [[name] for name in values["names"]] if values.get("each") else [values["names"]]
        found += [Lender(names=tuple(names), bank=bank) for names in groups]
    return tuple(found)


def own_folder() -> Path:
    """Where a person's own profiles lie."""
    return Path(locations.config_folder()) / _OWN


def own_profiles() -> tuple[tuple[Profile, ...], tuple[Problem, ...]]:
    """A person's own profiles, and what is wrong with those that cannot be read."""
    found: list[Profile] = []
    problems: list[Problem] = []
    try:
        paths = sorted(own_folder().glob("*.toml"))[:_MOST]
    except OSError:
        return (), ()
    for path in paths:
        made, wrong = _own(path)
        found += made
        problems += wrong
    return tuple(found), tuple(problems)


def _own(path: Path) -> tuple[list[Profile], list[Problem]]:
    name = clean(path.name)[:200]
    found: list[Profile] = []
    problems: list[Problem] = []
    try:
        text = path.read_text("utf-8") if path.stat().st_size <= _LARGEST else "too large"
        tables = tomllib.loads(text).get("profile", [])
    except (OSError, ValueError, RecursionError) as error:
        params = {"reason": clean(str(error))[:200]}
        return [], [Problem(code="profile_unreadable", field="profile", value=name, params=params)]
    for values in tables if isinstance(tables, list) else ():
        values = values if isinstance(values, dict) else {}
        # What is like a shipped one reads its rows as that does, with what was said of such files.
        like = values.pop("like", None)
        made, wrong = read_profile(values, own=True)
        base = next((each for each in shipped() if each.id == like), None)
        if made is not None and base is not None:
            made = replace(
                base, id=made.id, name=made.name, name_zh="", own=True, marks=made.marks, read=made.read,
                fallback=False,
            )  # fmt: skip
        if made is not None:
            found.append(made)
        problems += wrong
    return found, problems


def profiles() -> tuple[Profile, ...]:
    """All of them, one's own first."""
    return (*own_profiles()[0], *shipped())


def find_profile(name: str) -> Profile | None:
    """The profile of a name; None if there is none."""
    wanted = normal(name)
    names = ((each, (each.id, normal(each.name), normal(each.name_zh))) for each in profiles())
    found = (each for each, known in names if wanted and wanted in known)
    return next(found, None)


def profile_of(
    source: Source, named: str | None, options: ReadOptions, *, kind: str | None = None
) -> Checked[Recognised]:
    """The profile a file is read by: the one that was named, else the one whose marks it bears.

    Nothing without a problem: no profile fits, and the names of the columns alone have to say it.
    """
    if named == NONE:
        return None, ()
    if named:
        profile = find_profile(named)
        if profile is None:
            return None, (Problem(code="profile_not_found", field="profile", value=named[:200]),)
        found = as_profile(source, profile, options)
        if found is None:
            params = {"profile": profile.id}
            code = "profile_does_not_fit"
            return None, (
                Problem(code=code, field="file", value=source.name, hint="--profile", params=params),
            )
        return found, ()
    every = profiles()
    if kind:
        # Of a list of payments that a person calls one, every row is meant.
        every = tuple(
            each for each in every if (each.holds == "loans") == (kind == "loans") and not each.fallback
        )
    found, problems = recognise(source, every, options)
    if found is not None:
        keys = {each.key for each in found.profile.layout.fields}
        if any(key not in keys for key, _column in options.columns):
            # Whoever says himself what the columns are reads the file without a profile.
            return None, ()
    return found, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProfile:
    """What is kept of how a file was read: the names of its columns, and the options that were said."""

    name: str
    holds: str
    header: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    """Our keys and the names of the columns they stand in."""
    read: dict[str, str]
    like: str = ""
    """The shipped profile whose rules for rows hold."""


def profile_id(name: str) -> str:
    """The short name of a profile, as options take it and its file bears it."""
    return re.sub(r"[^a-z0-9]+", "-", name.strip().casefold()).strip("-")[:40]


def save_profile(new: NewProfile, *, force: bool = False) -> Checked[Path]:
    """Write a profile of one's own into the configuration folder."""
    import tomlkit

    short = profile_id(new.name)
    if not short or short == NONE or any(each.id == short for each in shipped()):
        return None, (Problem(code="profile_name", field="profile", value=clean(new.name)[:200]),)
    named = [cell for _key, cell in new.columns if cell and not cell.startswith("#")]
    if not named and not new.header:
        return None, (Problem(code="profile_needs_header", field="profile", value=clean(new.name)[:200]),)
    document = tomlkit.document()
    table = tomlkit.table()
    table["id"], table["name"], table["holds"] = short, clean(new.name)[:80], new.holds
    if new.like:
        table["like"] = new.like
    # What tells such a file from others is every name in its header, not only what is used of it.
    marks = dict.fromkeys(cell for cell in (*named, *new.header) if header_name(cell))
    table["marks"] = [[clean(cell)] for cell in marks]
    read = dict(new.read)
    read["columns"] = "\n".join(f"{key}={cell}" for key, cell in new.columns)
    table["read"] = {key: value for key, value in read.items() if value}
    tables = tomlkit.aot()
    tables.append(table)
    document["profile"] = tables
    path = own_folder() / f"{short}.toml"
    try:
        make_private_folder(path.parent)
        with write_target(path, force=force) as stream:
            stream.write(tomlkit.dumps(document))
    except TargetExistsError:
        return None, (Problem(code="file_exists", field="output", value=str(path), hint="--force"),)
    except (TargetWriteError, OSError) as error:
        params = {"reason": getattr(error, "reason", None) or str(error)}
        return None, (Problem(code="file_unreadable", field="output", value=str(path), params=params),)
    return path, ()
