"""Refresh the Chinese catalogue from the code: `python tests/locale/update_catalogue.py`.

Translations are kept, new strings are added empty, strings no longer used are dropped; the compiled
file is written anew. Nothing is guessed: there are no fuzzy entries.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tracker" / "locale" / "zh_CN" / "LC_MESSAGES"
PO = FOLDER / "tracker.po"
MO = FOLDER / "tracker.mo"


def extracted() -> Catalog:
    """Every string of the code, in no language."""
    catalogue = Catalog(project="debt-tracker", charset="utf-8")
    found = extract_from_dir(
        str(ROOT / "tracker"),
        method_map=[("**.py", "python")],
        keywords={"_": None, "N_": None, "ngettext": (1, 2)},
    )
    for name, _line, message, _comments, context in found:
        catalogue.add(message, locations=[(f"tracker/{name}", None)], context=context)
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        for message in _inside_f_strings(path.read_text("utf-8")):
            catalogue.add(message, locations=[(str(path.relative_to(ROOT)), None)])
    return catalogue


def _inside_f_strings(source: str) -> Iterator[str]:
    """Strings in calls inside f-strings, which the tokens of Python 3.11 do not show to babel."""
    for outer in ast.walk(ast.parse(source)):
        if isinstance(outer, ast.JoinedStr):
            for inner in ast.walk(outer):
                match inner:
                    case ast.Call(func=ast.Name(id="_"), args=[ast.Constant(value=str(message))]):
                        yield message


def stored() -> Catalog:
    """The catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="zh_CN")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def refreshed() -> Catalog:
    """The catalogue with exactly the strings of the code and the translations that stand."""
    catalogue = stored()
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; its header has no moment in it, so the bytes are stable."""
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue as people edit it, in a stable order and without times."""
    catalogue.header_comment = "# Simplified Chinese of debt-tracker."
    catalogue.fuzzy = False
    buffer = BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=True)
    head = b'msgid ""\nmsgstr ""\n"Language: zh_CN\\n"\n"MIME-Version: 1.0\\n"\n' + (
        b'"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        b'"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    return head + buffer.getvalue()


def main() -> None:
    """Write both files and say what still waits for a translation."""
    PO.write_bytes(po_text(refreshed()))
    fresh = stored()
    MO.write_bytes(compiled(fresh))
    waiting = [entry.id for entry in fresh if entry.id and not said(entry)]
    sys.stdout.write(f"{len(fresh)} strings, {len(waiting)} to translate\n")
    for message in waiting:
        sys.stdout.write(f"  {message!r}\n")


def said(entry: Message) -> tuple[str, ...]:
    """The translations of one string, none if it waits for one."""
    strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
    return tuple(text for text in strings if text)


if __name__ == "__main__":
    main()
