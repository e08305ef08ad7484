"""Takes the suppressed results out of a SARIF file, in its place: `python without_suppressed.py FILE`.

GitHub's code scanning reads a part of SARIF that has no suppressions in it, and would show them as open alerts. What is
waived is left out of the upload, and code scanning then closes its alert, if it had one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main() -> None:
    file = Path(sys.argv[1])
    log = json.loads(file.read_text(encoding="utf-8"))
    for run in log["runs"]:
        run["results"] = [result for result in run["results"] if not result.get("suppressions")]
    file.write_text(json.dumps(log, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
