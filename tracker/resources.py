"""Finds the data folders that are shipped with the program."""

from __future__ import annotations

from pathlib import Path


def data_folder(name: str) -> Path:
    """The folder `db` or `themes`: inside the package in a wheel, beside it in a checkout."""
    packaged = Path(__file__).parent / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / name
