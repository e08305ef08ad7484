"""`check --watch`: it is checked again on every save, on a terminal and in a pipe, and nothing ends it but its user."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from pathlib import Path

import pytest
from cli_world import (
    BARE_PROJECT,
    CLEAN,
    DAY,
    FINDINGS,
    GOOD_PROJECT,
    INTERRUPTED,
    NOT_CHECKED,
    NOTED_PROJECT,
    Cli,
    one_line,
    rule,
    write,
)
from git_world import WAIVER, GitCli
from watch_world import in_pipe, on_terminal, replace_file

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")

FIXED = ("--as-of", DAY, "--lang", "en")
WAITS = "Waiting for changes. Ctrl-C quits.\n"


def project(cli: Cli, name: str = "bart") -> Path:
    return cli.folder / f"data/projects/{name}.yaml"


def test_a_save_is_seen_and_what_it_mends_and_breaks(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, rows=60) as watch:
        before = watch.until("Breach of project-goals.")
        assert "1 error, 1 warning and 1 note." in before
        assert watch.glass is not None
        assert any("\x1b[1;31m" in line for line in watch.glass.colored)
        assert "No finding has changed since" in before
        project(bare).write_text(NOTED_PROJECT, encoding="utf-8")
        after = watch.until("Saved: data/projects/bart.yaml · 2 fixed")
        assert "√ Merknad: Breach of project-goals." in after
        assert "× Error" not in after
        project(bare, "godt").write_text(BARE_PROJECT, encoding="utf-8")
        after = watch.until("Saved: data/projects/godt.yaml · 3 new findings")
        assert after.index("data/projects/godt.yaml:1:1") < after.index("As before") < after.index("bart.yaml:")
        assert re.search(r"Since [0-9:]{8}: 3 new findings and 2 fixed\. q quits\.", after)
        watch.press("q")
        assert watch.end() == FINDINGS
        assert watch.glass is not None
        assert not watch.glass.is_alternate
        assert not watch.glass.has_no_cursor
        assert not watch.glass.does_not_wrap
        assert one_line(watch.glass.before).endswith(": 1 error, 1 warning and 2 notes.")


def test_only_the_lines_that_changed_are_written(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, rows=50) as watch:
        whole = len(watch.until("Breach of quality-unit.").encode())
        watch.until("q quits.")
        project(bare).write_text(BARE_PROJECT + "# et ord\n", encoding="utf-8")
        watch.until("Saved: data/projects/bart.yaml · no finding has changed")
        stand, *_ = watch.seen.splitlines()
        while time.strftime("%H:%M:%S") in stand:
            time.sleep(0.02)
        watch.sent.clear()
        project(bare).write_text(BARE_PROJECT + "# et annet ord\n", encoding="utf-8")
        watch.until(stand, is_there=False)
        assert len("".join(watch.sent)) < 200 < whole
        watch.press("\x03")
        assert watch.end() == INTERRUPTED


def test_saving_by_renaming_deleting_and_new_files_and_folders(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, rows=60) as watch:
        watch.until("Breach of project-goals.")
        replace_file(project(bare), NOTED_PROJECT)
        assert "Deleted" not in watch.until("Saved: data/projects/bart.yaml · 2 fixed")
        project(bare).unlink()
        assert "No longer asked for" in watch.until("Deleted: data/projects/bart.yaml · 1 no longer asked for")
        write(bare.folder, {"data/projects/2026/ny.yaml": BARE_PROJECT})
        watch.until("Saved: data/projects/2026/ny.yaml · 3 new findings")
        shutil.move(bare.folder / "data/projects", bare.folder / "bort")
        watch.until("2 files deleted · 3 no longer asked for")
        shutil.move(bare.folder / "bort", bare.folder / "data/projects")
        watch.until("2 files saved · 3 new findings")
        replace_file(project(bare, "godt"), BARE_PROJECT)  # in a folder that is another one by now
        watch.until("Saved: data/projects/godt.yaml · 3 new findings")
        watch.press("q")
        assert watch.end() == FINDINGS


def test_vim_and_friends_leave_no_trace(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, rows=60) as watch:
        first = watch.until("Breach of project-goals.")
        for name in ("4913", ".bart.yaml.swp", "bart.yaml~", ".~lock.bart.yaml#"):
            project(bare).with_name(name).write_text("x: [", encoding="utf-8")
        os.rename(project(bare), project(bare).with_name("bart.yaml~"))
        project(bare).write_text(BARE_PROJECT, encoding="utf-8")
        assert watch.seen == first
        replace_file(project(bare), NOTED_PROJECT)
        watch.until("Saved: data/projects/bart.yaml · 2 fixed")
        watch.press("q")
        assert watch.end() == CLEAN
        assert watch.glass is not None
        assert "passed over" not in watch.glass.before


def test_broken_rules_are_said_and_the_former_verdict_stays(bare: Cli) -> None:
    path = bare.folder / "rules/project/project-goals.yaml"
    good = path.read_text(encoding="utf-8")
    with on_terminal(bare, *FIXED, rows=60) as watch:
        watch.until("Breach of project-goals.")
        path.write_text(good.replace("size(", "sice("), encoding="utf-8")
        told = watch.until("It could not be checked again at")
        assert "rules/project/project-goals.yaml:" in told
        assert "Breach of project-goals." in told
        project(bare).write_text(NOTED_PROJECT, encoding="utf-8")
        path.write_text(good, encoding="utf-8")
        assert "It could not" not in watch.until("Saved: data/projects/bart.yaml · 2 fixed")
        write(bare.folder, {"rules/project/project-extra.yaml": rule("project-extra", "false")})
        watch.until("The rules have changed · 2 new findings")
        path.write_text("", encoding="utf-8")
        watch.until("It could not be checked again at")
        watch.press("q")
        assert watch.end() == NOT_CHECKED
        assert watch.glass is not None
        assert "project-goals.yaml:1:1" in watch.glass.before


def test_a_terminal_that_changes_its_size_is_drawn_anew(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, "--color", "never") as watch:
        assert watch.glass is not None
        assert "and 1 more finding;" in watch.until("shows all.")
        assert watch.glass.colored == watch.glass.lines
        watch.resize(120, 60)
        assert "─" * 120 in watch.until("Breach of quality-unit.")
        watch.resize(40, 10)
        assert len(watch.until("shows all.").splitlines()) == 10
        watch.glass.resize(40, 10)  # something else has written over it
        watch.press("\x0c")
        assert len(watch.until("shows all.").splitlines()) == 10
        watch.press("xQ")
        assert watch.end() == FINDINGS


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whatever_ends_it_the_terminal_is_given_back(bare: Cli, number: signal.Signals) -> None:
    with on_terminal(bare, *FIXED) as watch:
        watch.until("q quits.")
        assert watch.glass is not None
        assert watch.glass.is_alternate
        assert watch.glass.has_no_cursor
        watch.process.send_signal(number)
        assert watch.end() == (INTERRUPTED if number is signal.SIGINT else -number)
        assert (watch.glass.is_alternate, watch.glass.has_no_cursor, watch.glass.does_not_wrap) == (False,) * 3
        assert "Traceback" not in watch.glass.before


FAULTY = """
import sys
import intlstrat.cli.story as watch
look = watch.Story.look
def faulty(self):
    print("on standard error", file=sys.stderr)
    raise ZeroDivisionError
watch.Story.look = faulty
from intlstrat.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_after_a_fault_of_ours_too(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, script=FAULTY) as watch:
        assert watch.end() == 1
        assert watch.glass is not None
        assert (watch.glass.is_alternate, watch.glass.has_no_cursor, watch.glass.does_not_wrap) == (False,) * 3
        assert "on standard error\n" in watch.glass.before
        assert "ZeroDivisionError" in watch.glass.before


NIGHT = """
import sys, os
import intlstrat.cli.session as session
import intlstrat.cli.rounds as rounds
class Clock(session.date):
    @classmethod
    def today(cls):
        return cls(2030, 1, 2 if os.path.exists("midnatt") else 1)
session.date = Clock
from intlstrat.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_at_midnight_another_day_is_judged_unless_the_day_is_given(bare: Cli) -> None:
    write(bare.folder, {"data/projects/bart.yaml": BARE_PROJECT + f"waivers: [{WAIVER}]\n"})
    with on_terminal(bare, "--lang", "en", rows=60, script=NIGHT) as watch:
        watch.until("~ Waived (error): Breach of project-goals.")
        (bare.folder / "midnatt").touch()
        watch.until("A new day: 2 January 2030 · ")
        watch.until("× Error: Breach of project-goals.")
        watch.press("q")
        assert watch.end() == FINDINGS
    (bare.folder / "midnatt").unlink()
    with on_terminal(bare, "--lang", "en", "--as-of", "2030-01-01", rows=60, script=NIGHT) as watch:
        watch.until("~ Waived (error): Breach of project-goals.")
        (bare.folder / "midnatt").touch()
        replace_file(project(bare, "godt"), GOOD_PROJECT + "# et ord\n")
        assert "A new day" not in watch.until("Saved: data/projects/godt.yaml")
        watch.press("q")
        assert watch.end() == CLEAN


def test_a_pipe_gets_the_whole_text_and_then_what_changes(bare: Cli) -> None:
    with in_pipe(bare, *FIXED, "--output", "funn.json") as watch:
        assert watch.until(WAITS) == bare.check("--lang", "en").out + WAITS
        assert len(json.loads((bare.folder / "funn.json").read_bytes())["findings"]) == 3
        watch.text = ""
        project(bare).write_text(NOTED_PROJECT, encoding="utf-8")
        told = watch.until("2 fixed.\n")
        assert re.match(r"\n[0-9:]{8} · Saved: data/projects/bart.yaml\n─{80}\n  √ Merknad: ", told)
        assert "× Error" not in told
        assert len(json.loads((bare.folder / "funn.json").read_bytes())["findings"]) == 1
        watch.text = ""
        write(bare.folder, {"data/projects/ny.yaml": BARE_PROJECT})
        assert "  × Error: Breach of project-goals.\n" in watch.until("3 new findings and 2 fixed.\n")
        assert "\x1b" not in watch.text
        watch.process.send_signal(signal.SIGINT)
        assert watch.end() == INTERRUPTED
        assert "Traceback" not in watch.text


def test_a_reader_that_goes_away_ends_it_in_silence(bare: Cli) -> None:
    with in_pipe(bare, *FIXED) as watch:
        watch.until(WAITS)
        os.close(watch.descriptor)
        assert watch.process.wait(30) == FINDINGS


def test_the_options_of_a_check_hold(bare: Cli) -> None:
    chosen = (*FIXED, "--select", "quality-unit", "--fail-on", "note", "data/projects/bart.yaml")
    with on_terminal(bare, *chosen, rows=60) as watch:
        assert "project-goals" not in watch.until("Breach of quality-unit.")
        write(bare.folder, {"data/projects/ny.yaml": BARE_PROJECT})
        watch.until("Saved: data/projects/ny.yaml · no finding has changed")
        project(bare).unlink()
        watch.until("It could not be checked again at")
        watch.until("There are no records at data/projects/bart.yaml.")
        project(bare).write_text(NOTED_PROJECT, encoding="utf-8")
        watch.until("Saved: data/projects/bart.yaml · no finding has changed")
        watch.press("q")
        assert watch.end() == FINDINGS


def test_since_and_until_hold(repo: GitCli) -> None:
    repo.commit({"data/projects/bart.yaml": BARE_PROJECT})
    with on_terminal(repo.cli, *FIXED, "--since", "HEAD", "--until", "2027-12-31", rows=60) as watch:
        assert "Breach of" not in watch.until("The change breaks nothing new.")
        write(repo.folder, {"data/projects/ny.yaml": BARE_PROJECT})
        told = watch.until("Saved: data/projects/ny.yaml · 3 new findings")
        assert "New: 1 error, 1 warning and 1 note." in told
        assert "bart.yaml" not in told
        watch.press("q")
        assert watch.end() == FINDINGS
        assert watch.glass is not None
        assert "Compared with HEAD" in watch.glass.before


def test_other_formats_go_to_files(bare: Cli) -> None:
    ran = bare.check("--watch", "--format", "json", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "“--watch” shows text, and “--format json” is another format." in ran.err
    assert "--output" in ran.err


def test_what_stops_a_check_stops_a_watch(cli: Cli) -> None:
    ran = cli.check("--watch", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert ran.err == cli.check("--lang", "en").err


def test_a_terminal_that_cannot_be_written_over_gets_what_a_pipe_gets(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, "--color", "always", TERM="dumb") as watch:
        glass = watch.glass
        assert glass is not None
        watch.wait(lambda: WAITS in glass.before, WAITS)
        watch.process.send_signal(signal.SIGINT)
        assert watch.end() == INTERRUPTED
        assert "Breach of project-goals." in glass.before


def test_a_letter_that_comes_in_two_parts_is_one_letter(bare: Cli) -> None:
    parts = [b"bl", b"\xc3", b"\xa5 b\xe2\x94", b"\x80"]
    script = f"import os, time\nfor part in {parts}: os.write(1, part); time.sleep(0.05)"
    with in_pipe(bare, script=script) as watch:
        assert watch.end() == CLEAN
        assert watch.text == "blå b─"


def test_many_files_at_once_are_one_change(bare: Cli) -> None:
    with on_terminal(bare, *FIXED, rows=60) as watch:
        watch.until("Breach of project-goals.")
        names = [f"data/projects/p{number:03}.yaml" for number in range(60)]
        write(bare.folder, dict.fromkeys(names, BARE_PROJECT))
        told = watch.until("60 files saved · 180 new findings")
        assert re.search(r"Since [0-9:]{8}: 180 new findings\.", told)
        watch.press("q")
        assert watch.end() == FINDINGS


def test_where_nothing_tells_of_changes_they_are_seen_all_the_same(bare: Cli) -> None:
    deaf = (
        "import sys, watchfiles\n"
        "def watch(*_, **__):\n    raise OSError('no more watches')\n"
        "watchfiles.watch = watch\n"
        "from intlstrat.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    with on_terminal(bare, *FIXED, rows=60, script=deaf) as watch:
        watch.until("Breach of project-goals.")
        project(bare).write_text(NOTED_PROJECT, encoding="utf-8")
        watch.until("Saved: data/projects/bart.yaml · 2 fixed")
        watch.press("q")
        assert watch.end() == CLEAN
