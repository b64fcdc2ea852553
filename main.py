"""Starts the desk; with arguments it is the command line."""

import sys

from ibo_desk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
