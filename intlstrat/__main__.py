"""`python -m intlstrat`, and the installed `intlstrat`: the process, from its first moment to its last."""

import gc
import os
from typing import NoReturn


def run() -> NoReturn:
    """Runs the command line of this process, and ends it. Ctrl-C while it is still being imported ends it too.

    Before this, an interrupt meets Python itself.
    """
    try:
        from intlstrat import unfinished

        unfinished.listen()
    except KeyboardInterrupt:
        os._exit(130)
    # What a record is must not hang on which plugins happen to be installed, nor a start on looking through them.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    # What is imported refers to itself all over, and stays; of what is read and found hardly anything does.
    gc.set_threshold(200_000, 50, 100)
    from intlstrat.cli.main import main

    unfinished.leave(main())


if __name__ == "__main__":
    run()
