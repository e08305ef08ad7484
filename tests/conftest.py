"""What all tests stand on: `tests/` can be imported from, and nothing is read from or left in the user's own cache."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from city import City
from hypothesis import settings
from portfolios import World
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from intlstrat import pack_cache

pytest_plugins = ("cli_fixtures",)

# The extra `mutants` is not for everybody: see pyproject.toml.
collect_ignore = [] if find_spec("mutmut") else ["test_mutants.py"]


def pytest_report_header() -> str | None:
    return "test_mutants.py is left out: the extra `mutants` is not installed." if collect_ignore else None


TOGETHER = ("tests/council/test_html_in_browser.py", "tests/council/test_in_libreoffice.py")
"""Files whose tests share something that takes seconds to start: each file goes to one process."""

# A job in the background has some of these ignored, and would hand that on to every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
for _name in ("SIGTERM", "SIGHUP"):
    if hasattr(signal, _name):
        signal.signal(getattr(signal, _name), signal.SIG_DFL)

# The same examples on every machine and in every run, however slow it is.
settings.register_profile("intlstrat", deadline=None, derandomize=True)
settings.load_profile("intlstrat")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Packs that were found good are remembered for this session, and nowhere else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for name in ("NO_COLOR", "FORCE_COLOR", "INTLSTRAT_LANG", "INTLSTRAT_NO_CACHE", "INTLSTRAT_CALLED"):
            patch.delenv(name, raising=False)
        pack_cache._folder.cache_clear()
        yield
    pack_cache._folder.cache_clear()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A data repo without records, with the small strategy and no rules yet."""
    return World(tmp_path / "repo")


@pytest.fixture
def city(tmp_path: Path) -> City:
    """A data repo without records, held to the shipped rules."""
    return City(tmp_path / "repo")


class _Scheduling(LoadScopeScheduling):
    """Hands out tests one by one, but for those of a file that go together."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Scheduling:
    """The scheduler of every run in several processes. xdist's own groups are lost on pytest 9.1 and later."""
    return _Scheduling(config, log)
