"""Hands one message to apprise, in a process of its own that can be ended when it takes too long.

What it is to send comes on stdin, so that a secret in the address is on no command line; it prints nothing.
"""

from __future__ import annotations

import json
import sys
from typing import IO

DELIVERED, NOT_DELIVERED, NO_LIBRARY, NO_ADDRESS = 0, 1, 3, 4


def send(stream: IO[str]) -> int:
    """Send what the stream asks for, or only look whether its address can be used; the exit code."""
    asked = json.load(stream)
    try:
        import apprise
    except ImportError:
        return NO_LIBRARY
    import logging

    logging.disable(logging.CRITICAL)  # what it logs may hold the address
    target = apprise.Apprise(asset=apprise.AppriseAsset(secure_logging=True))
    if not target.add(asked["url"]):
        return NO_ADDRESS
    if asked.get("check"):
        return DELIVERED
    done = target.notify(body=asked["body"], title=asked["title"], body_format=apprise.NotifyFormat.TEXT)
    return DELIVERED if done else NOT_DELIVERED


if __name__ == "__main__":
    sys.exit(send(sys.stdin))
