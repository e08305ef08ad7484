"""`python -m intlstrat`, and the installed `intlstrat`: the process, from its first moment to its last."""

import os
import sys


def run() -> int:
    """Runs the command line of this process, and gives the exit. Ctrl-C while it is still being imported ends it too.

    Before this, an interrupt meets Python itself.
    """
    try:
        from intlstrat import unfinished

        unfinished.listen()
    except KeyboardInterrupt:
        os._exit(130)
    from intlstrat.cli.main import main

    code = main()
    unfinished.finish()
    return code


if __name__ == "__main__":
    sys.exit(run())
