"""sqlite_utils comes without numpy, which stays there for those who want it."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from tracker.store import library

WRITES = """
import sys
from tracker.store import file
file.create(sys.argv[1])
db = file.connect_writing(sys.argv[1])
print(*sorted({"numpy", "pandas"} & set(sys.modules)), "sqlite_utils" in sys.modules)
db.conn.close()
import numpy
print(numpy.int8.__name__)
"""


def test_a_write_leaves_numpy_out_and_it_can_be_imported_after(tmp_path):
    pytest.importorskip("numpy")
    done = subprocess.run(
        [sys.executable, "-c", WRITES, str(tmp_path / "book.db")],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (done.stdout.split(), done.stderr) == (["True", "int8"], "")


def test_only_the_thread_that_imports_is_refused(monkeypatch):
    refusing = library._NotHere()
    with pytest.raises(ModuleNotFoundError):
        refusing.find_spec("numpy")
    assert refusing.find_spec("json") is None
    found = []
    other = threading.Thread(target=lambda: found.append(refusing.find_spec("numpy")))
    other.start()
    other.join()
    assert found == [None]


def test_the_library_is_imported_once_and_the_refusal_is_over():
    assert library.sqlite_utils() is library.sqlite_utils() is sys.modules["sqlite_utils"]
    assert not [each for each in sys.meta_path if isinstance(each, library._NotHere)]
