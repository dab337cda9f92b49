"""``python -m workshopdesk`` is the command ``workshopdesk``; a packaged program starts here too.

A packaged program has no Python to start for the child that reads untrusted files, so it starts
itself, which must be noticed before anything else.
"""

import sys

from workshopdesk.exchange.sandbox import run_if_asked

if __name__ == "__main__":
    run_if_asked(sys.argv)

    from workshopdesk.cli import main

    sys.exit(main())
