"""The pictures of the council paper are the same wherever they are drawn, and nothing is said on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from sample_document import BARS, MAP, TIMELINE

from intlstrat.council.pictures import png, svg
from intlstrat.surroundings import hidden

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, sys
from hashlib import sha256
from sample_document import BARS, MAP, TIMELINE
from intlstrat.council.pictures import png, svg
assert "matplotlib" not in sys.modules
print(*(sha256(draw(chart)).hexdigest() for chart in (BARS, TIMELINE, MAP) for draw in (svg, png)))
assert os.environ["MPLBACKEND"] == "nonsense"
"""


def test_the_bytes_do_not_depend_on_the_surroundings(tmp_path: Path) -> None:
    """Another time zone and language; a home that cannot be written; Matplotlib set up by a hostile hand."""
    settings = tmp_path / "matplotlibrc"
    settings.write_bytes(b"svg.fonttype: none\nfont.size: 40\nno.such: 1\n\xff\xfe\x00")
    nowhere = tmp_path / "file" / "home"
    nowhere.parent.write_text("", encoding="utf-8")
    surroundings = {
        **{name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
        **{"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"},
        **{"HOME": str(nowhere), "USERPROFILE": str(nowhere), "XDG_CACHE_HOME": str(nowhere), "MPLBACKEND": "nonsense"},
        **{"MPLCONFIGDIR": str(nowhere), "MATPLOTLIBRC": str(settings)},
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    here = [sha256(draw(chart)).hexdigest() for chart in (BARS, TIMELINE, MAP) for draw in (svg, png)]
    assert done.stdout.split() == here


def test_settings_of_the_user_change_nothing_in_the_same_process() -> None:
    import matplotlib

    before = svg(BARS)
    with matplotlib.rc_context(
        {"svg.fonttype": "none", "text.usetex": True, "savefig.dpi": 10, "path.sketch": (9, 9, 9)}
    ):
        assert svg(BARS) == before
        assert matplotlib.rcParams["svg.fonttype"] == "none"


def test_what_is_hidden_comes_back() -> None:
    os.environ["MPLTEST"] = "1"
    folder = Path.cwd()
    try:
        with hidden(("MPL",), "intlstrat.nobody"):
            assert "MPLTEST" not in os.environ
            assert Path.cwd() != folder
        assert os.environ["MPLTEST"] == "1"
        assert Path.cwd() == folder
    finally:
        del os.environ["MPLTEST"]
