"""``python -m workshopdesk`` is the command ``workshopdesk``."""

import sys

from workshopdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
