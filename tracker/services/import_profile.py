"""How a file was read, kept as a profile of one's own, so that the next one of its kind reads itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tracker.domain.problems import Checked, Problem
from tracker.formats.headers import Layout, places
from tracker.formats.layouts import LOANS, PAYMENTS
from tracker.formats.own import own_kind
from tracker.formats.own_json import is_own_json
from tracker.formats.recognise import Recognised
from tracker.formats.source import STDIN
from tracker.formats.table import Table, find_table
from tracker.services.import_open import open_known
from tracker.services.importing import ImportOptions, how_read
from tracker.services.profile import NewProfile, own_folder, profile_id, save_profile

_KEPT = ("date_format", "decimal_mark", "rate_unit", "sign", "currency")
_LAYOUTS: dict[str, Layout] = {"loans": LOANS, "payments": PAYMENTS}


def keep_profile(
    path: str | Path,
    options: ImportOptions,
    told: Mapping[str, Any],
    name: str,
    *,
    force: bool = False,
    dry_run: bool = False,
) -> Checked[Path]:
    """Keep the columns of a file and what was told of its reading; rows and loans are not part of it."""
    if str(path) == STDIN or Path(path).is_dir():
        return None, (Problem(code="profile_needs_header", field="profile", value=name[:200]),)
    source, problems = open_known(path, options)
    if source is None:
        return None, problems
    if own_kind(source) is not None or is_own_json(source):
        return None, (Problem(code="profile_needs_header", field="profile", value=name[:200]),)
    plain = replace(options, read=replace(options.read, edits=(), skip_lines=frozenset()))
    how, problems = how_read(source, plain)
    if how is None:
        return None, problems
    layout, read = _LAYOUTS[how.kind], plain.read
    if how.found is not None:
        layout, read = how.found.profile.layout, how.found.options(read)
    table, problems = find_table(source, layout, read)
    if table is None:
        return None, problems
    if not table.line:
        return None, (Problem(code="profile_needs_header", field="profile", value=name[:200]),)
    shipped = how.found is not None and not how.found.profile.own
    new = NewProfile(
        name=name,
        holds=how.found.profile.holds if how.found is not None else how.kind,
        like=how.found.profile.id if how.found is not None and shipped else "",
        header=tuple(cell.strip() for cell in table.header if cell.strip()),
        columns=_columns(table, options.read.columns, whole=not shipped),
        read={key: str(told[key]) for key in _KEPT if told.get(key)} | _text_of(options, how.found),
    )
    return (own_folder() / f"{profile_id(name)}.toml", ()) if dry_run else save_profile(new, force=force)


def _text_of(options: ImportOptions, found: Recognised | None) -> dict[str, str]:
    """The encoding and the delimiter that were said, now or of the layout the file was read by."""
    kept = found.profile.read if found is not None and found.profile.own else {}
    said = {"encoding": options.read.encoding, "delimiter": options.read.delimiter}
    return {key: value for key, each in said.items() if (value := each or kept.get(key))}


def _columns(table: Table, said: tuple[tuple[str, str], ...], *, whole: bool) -> tuple[tuple[str, str], ...]:
    """Each key with the header that names its column; of a shipped profile only what was said otherwise."""
    if not whole:
        return said
    found = []
    for key, at in table.columns.items():
        cell = table.header[at].strip()
        found.append((key, cell if len(places(table.header, cell)) == 1 else f"#{at + 1}"))
    named = dict(found)
    return (*found, *((key, column) for key, column in said if key not in named))
