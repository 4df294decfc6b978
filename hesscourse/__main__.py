"""`python -m hesscourse` is `hesscourse`, where the command is not on the path."""

import sys

from .start import main

if __name__ == "__main__":
    sys.exit(main())
