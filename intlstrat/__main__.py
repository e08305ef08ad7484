"""`python -m intlstrat`."""

import sys

from intlstrat.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
