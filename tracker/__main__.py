"""`python -m tracker` is `debt`."""

from tracker.main import main

if __name__ == "__main__":
    main()
