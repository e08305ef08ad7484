"""`python -m intlstrat`."""

import sys

from intlstrat.cli.main import main

sys.exit(main())
