"""`intlstrat init` where something is already: nothing is written over, mixed up, or written outside the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cli_world import CLEAN, GOOD, GOOD_PARTNER, NOT_CHECKED, PACK, Cli, one_line, unquoted, write
from init_world import PRE_COMMIT, contents, copied, edit


def test_a_file_with_other_content_is_kept_and_named(cli: Cli, root: Path) -> None:
    write(root, {".gitignore": "*.log\n", ".vscode/settings.json": "{}\n", "annet.txt": "hei\n"})
    ran = cli("init")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "Ikke rørt, fordi de var der fra før med annet innhold:\n  .gitignore\n  .vscode/settings.json\n" in ran.out
    found = contents(root)
    assert (found[".gitignore"], found[".vscode/settings.json"]) == (b"*.log\n", b"{}\n")
    assert found["annet.txt"] == b"hei\n"
    assert ".vscode/extensions.json" in found
    assert cli("check").exit == CLEAN


def test_a_file_with_the_same_content_is_no_matter(tmp_path: Path, scaffold: Cli) -> None:
    cli = copied(scaffold.folder, tmp_path / "repo")
    (cli.folder / PRE_COMMIT).unlink()
    ran = cli("init", "--lang", "en")
    assert ran.exit == CLEAN
    assert ran.out.startswith(f"1 file was written here:\n  {PRE_COMMIT}\n")
    assert "Left alone" not in ran.out
    assert contents(cli.folder) == contents(scaffold.folder)


def test_a_repository_with_a_readme_gets_ours_beside_it(cli: Cli, root: Path) -> None:
    write(root, {"README.md": "# Vårt\n", ".git/HEAD": "ref: refs/heads/main\n"})
    ran = cli("init", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "INTLSTRAT.md says how to go on" in one_line(ran.out)
    assert (root / "README.md").read_text(encoding="utf-8") == "# Vårt\n"
    assert (root / "INTLSTRAT.md").read_text(encoding="utf-8").startswith("# International partners")
    again = cli("init")
    assert (again.exit, again.out) == (CLEAN, "Everything is there already. Nothing was written.\n")


def test_what_was_edited_stays_edited(tmp_path: Path, scaffold: Cli) -> None:
    cli = copied(scaffold.folder, tmp_path / "repo")
    edit(cli.folder / "README.md", "# Internasjonale", "# Våre internasjonale")
    edit(cli.folder / "rules/strategy.yaml", "Eksempelvik kommune", "Larvik kommune")
    (cli.folder / "rules/partner/partner-meeting.yaml").unlink()
    (cli.folder / "data/projects/kystvarsel.yaml").unlink()
    before = contents(cli.folder)
    ran = cli("init")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert contents(cli.folder) == before, "rules and records that were taken away come back"
    assert "  README.md\n" in ran.out
    assert "Det er regler i rules/ fra før" in ran.out


def test_rules_of_ones_own_are_not_mixed_with_the_examples(root: Path) -> None:
    cli = Cli(write(root, PACK))
    ran = cli("init", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "There are rules in rules/ already: the example's rules and records are left out." in one_line(ran.out)
    found = contents(root)
    assert {path for path in found if path.startswith("rules/")} == set(PACK)
    assert {path for path in found if path.startswith("data/")} == {
        "data/partners/.gitkeep",
        "data/projects/.gitkeep",
    }
    assert cli("rules", "test").exit in (CLEAN, 1)


def test_schemas_are_made_from_the_rules_that_apply(root: Path) -> None:
    cli = Cli(write(root, PACK))
    assert cli("init").exit == CLEAN
    assert (root / "schemas/rule.schema.json").read_text(encoding="utf-8") == cli("schema", "rule").out
    assert '"1b"' in cli("schema", "rule").out


def test_records_of_ones_own_are_not_mixed_with_the_examples(root: Path) -> None:
    cli = Cli(write(root, {"data/partners/nordby.yaml": GOOD_PARTNER}))
    ran = cli("init", "--lang", "en")
    assert (ran.exit, ran.err) == (CLEAN, "")
    assert "There are records in data/ already: the example's records are left out." in one_line(ran.out)
    found = contents(root)
    assert {path for path in found if path.startswith("data/")} == {"data/partners/nordby.yaml"}
    assert "rules/strategy.yaml" in found


def test_rules_that_cannot_be_used_stop_it_before_anything_is_written(root: Path) -> None:
    cli = Cli(write(root, {**PACK, "rules/project/project-x.yaml": "id: project-x\n"}))
    before = contents(root)
    ran = cli("init", "--lang", "en")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    assert "rules/project/project-x.yaml:1:1" in ran.err
    assert contents(root) == before


class TestWhereItCannotBe:
    def test_a_file(self, cli: Cli, root: Path) -> None:
        (root / "fil").write_text("hei", encoding="utf-8")
        ran = cli("init", "fil")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith("fil er ikke en mappe.\nOppgi navnet på en mappe, ny eller gammel.\n")
        assert (root / "fil").read_text(encoding="utf-8") == "hei"

    @pytest.mark.parametrize("folder", ["under", "data/partners/x", "."])
    def test_within_another_data_repo(self, good: Cli, folder: str) -> None:
        before = contents(good.folder)
        inner = good.folder / "inne"
        inner.mkdir()
        ran = Cli(inner)("init", folder, "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert f"{folder} lies within another data repo, {good.folder}." in ran.err
        assert contents(good.folder) == before

    def test_a_link_to_a_place_within_another_data_repo(self, good: Cli, tmp_path: Path) -> None:
        (good.folder / "inne").mkdir()
        (tmp_path / "vei").symlink_to(good.folder / "inne")
        ran = Cli(tmp_path)("init", "vei", "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "lies within another data repo" in ran.err

    def test_a_data_repo_itself_is_where_it_can_be(self, good: Cli) -> None:
        ran = good("init")
        assert (ran.exit, ran.err) == (CLEAN, "")
        assert {path: content.decode() for path, content in contents(good.folder).items() if path in GOOD} == GOOD

    @pytest.mark.parametrize("path", ["data", "schemas", ".github", ".github/workflows"])
    def test_a_file_where_a_folder_must_be(self, cli: Cli, root: Path, path: str) -> None:
        before = contents(write(root, {path: "hei\n"}))
        ran = cli("init")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith(f"Det må være en mappe på {path}, men der ligger noe annet.\n")
        assert contents(root) == before

    @pytest.mark.parametrize("argument", [("a", "b"), ("--emtpy",)])
    def test_a_wrong_argument(self, cli: Cli, root: Path, argument: tuple[str, ...]) -> None:
        ran = cli("init", *argument)
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert contents(root) == {}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
class TestLinks:
    @pytest.mark.parametrize("path", ["data", "data/partners", "rules", "schemas", ".vscode", ".github/workflows"])
    def test_no_folder_is_written_to_that_leads_out(self, cli: Cli, root: Path, tmp_path: Path, path: str) -> None:
        outside = tmp_path / "utenfor"
        outside.mkdir()
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).symlink_to(outside)
        ran = cli("init", "--lang", "en")
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert ran.err.startswith(f"{path} is a link that leads out of the folder, and is not followed.\n")
        assert list(outside.iterdir()) == []
        assert contents(root) == {}

    @pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing"])
    def test_no_file_is_written_to_that_leads_out(self, cli: Cli, root: Path, tmp_path: Path, there: bool) -> None:
        outside = tmp_path / "utenfor"
        if there:
            outside.write_text("hei\n", encoding="utf-8")
        (root / ".gitignore").symlink_to(outside)
        ran = cli("init", "--lang", "en")
        assert (ran.exit, ran.err) == (CLEAN, "")
        assert "\n  .gitignore\n" in ran.out.partition("Left alone")[2]
        assert outside.exists() == there
        assert not there or outside.read_text(encoding="utf-8") == "hei\n"

    def test_a_link_that_stays_within_is_followed(self, cli: Cli, root: Path) -> None:
        (root / "felles").mkdir()
        (root / "schemas").symlink_to("felles")
        assert cli("init").exit == CLEAN
        assert (root / "felles/project.schema.json").is_file()

    def test_the_folder_itself_may_be_a_link(self, cli: Cli, root: Path, tmp_path: Path) -> None:
        (tmp_path / "ekte").mkdir()
        (root / "vei").symlink_to(tmp_path / "ekte")
        assert cli("init", "vei").exit == CLEAN
        assert (tmp_path / "ekte/rules/strategy.yaml").is_file()


class TestTheDisk:
    """Simulated where only an ordinary user could not write, because tests often run as the administrator."""

    @contextmanager
    def full_after(self, size: int) -> Iterator[None]:
        resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    def test_what_was_written_before_it_stopped_is_told_and_nothing_is_left_in_halves(
        self, cli: Cli, root: Path, scaffold: Cli
    ) -> None:
        whole = contents(scaffold.folder)
        largest = max(whole, key=lambda path: len(whole[path]))
        with self.full_after(len(whole[largest]) - 1):
            ran = cli("init", "--lang", "nb")
        assert ran.exit == NOT_CHECKED
        assert ran.err.startswith(f"{largest} lot seg ikke skrive (filen blir for stor).\n")
        assert "Kjør kommandoen igjen" in ran.err
        written = contents(root)
        assert ran.out.startswith(f"{len(written)} filer er skrevet her:\n")
        assert "Nå gjør du dette" not in ran.out
        assert 0 < len(written) < len(whole)
        assert written.items() <= whole.items()
        again = cli("init")
        assert (again.exit, again.err) == (CLEAN, "")
        assert contents(root) == whole

    def test_a_folder_that_may_not_be_written_to(self, cli: Cli, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: Any, **__: Any) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "mkdir", refuse)
        ran = cli("init", "--lang", "en")
        monkeypatch.undo()
        assert (ran.exit, ran.out) == (NOT_CHECKED, "")
        assert "could not be written (Permission denied)." in ran.err
        assert contents(root) == {}

    def test_an_interrupt_leaves_no_half_file(self, cli: Cli, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = open

        def interrupted(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
            stream = opened(file, mode, *arguments, **options)
            if mode == "xb" and ".strategy.yaml." in str(file):
                stream.close()
                raise_later = opened(file, "wb")
                raise_later.write(b"halv")
                raise_later.flush()
                return _Interrupted(raise_later)
            return stream

        monkeypatch.setattr("intlstrat.authoring.writing.open", interrupted, raising=False)
        ran = cli("init")
        assert ran.exit == 130
        assert unquoted(ran.err) == "Avbrutt.\n"
        assert "rules/strategy.yaml" not in contents(root)


class _Interrupted:
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __enter__(self) -> _Interrupted:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, _: bytes) -> None:
        raise KeyboardInterrupt
