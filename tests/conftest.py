"""What every test shares."""

from __future__ import annotations

from hypothesis import settings

# A first import or a busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
