"""Opening a file in the encoding that was said of such files, where its bytes alone do not tell it."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.problems import Checked
from tracker.formats.recognise import recognise
from tracker.formats.source import STDIN, Reader, Source, open_source
from tracker.services.import_reading import GUESSED
from tracker.services.importing import ImportOptions
from tracker.services.profile import find_profile, own_profiles


def open_known(path: str | Path, options: ImportOptions, *, stdin: Reader | None = None) -> Checked[Source]:
    """A file as text: in the encoding that was said, else the one its layout was kept with."""
    said = options.read.encoding
    if said is None and options.profile:
        profile = find_profile(options.profile)
        said = profile.read.get("encoding") if profile is not None else None
    source, problems = open_source(path, stdin=stdin, encoding=said)
    if said is not None or options.profile or str(path) == STDIN:
        return source, problems
    open_still = any(each.hint == "--encoding" for each in problems)
    if open_still or (source is not None and source.encoding in GUESSED):
        kept = _as_kept(path, options)
        if kept is not None:
            return kept, ()
    return source, problems


def _as_kept(path: str | Path, options: ImportOptions) -> Source | None:
    """The file in the encoding of a layout of one's own that it bears the marks of when read so."""
    by_encoding: dict[str, list[str]] = {}
    own = {each.id: each for each in own_profiles()[0] if each.read.get("encoding")}
    for profile in own.values():
        by_encoding.setdefault(profile.read["encoding"], []).append(profile.id)
    for encoding, names in by_encoding.items():
        source, _problems = open_source(path, encoding=encoding)
        if source is None:
            continue
        if recognise(source, [own[name] for name in names], options.read)[0] is not None:
            return source
    return None
