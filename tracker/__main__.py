"""`python -m tracker` is `debt`."""

import sys

from tracker.main import main

if __name__ == "__main__":
    sys.exit(main())
