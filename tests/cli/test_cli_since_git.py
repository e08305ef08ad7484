"""`--since` and git: every kind of clone, and a base that is read without touching or running anything."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from cli_world import (
    BARE_PROJECT,
    CLEAN,
    FINDINGS,
    GOOD_PARTNER,
    GOOD_PROJECT,
    NOT_CHECKED,
    PACK,
    STRATEGY,
    Cli,
    Ran,
    one_line,
    rule,
    unquoted,
    write,
)
from git_world import RULES, Changes, GitCli, run_git

from intlstrat.vcs import git as git_module

GOOD = {"data/projects/godt.yaml": GOOD_PROJECT, "data/partners/nordby.yaml": GOOD_PARTNER}
NEW = {"data/projects/nytt.yaml": BARE_PROJECT}


@pytest.fixture
def two(repo: GitCli) -> GitCli:
    """Two commits, of 15 January and 15 February: everything well, then a project with a finding of each severity."""
    repo.commit(GOOD)
    repo.commit(NEW, day="2026-02-15")
    return repo


def refused(ran: Ran) -> str:
    """What is said where nothing is compared."""
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")
    return unquoted(one_line(ran.err))


def since(two: GitCli, *arguments: str | Path) -> str:
    return refused(two.check("--since", *arguments, INTLSTRAT_LANG="en"))


@pytest.mark.parametrize("revision", ["HEAD~1", "HEAD^", "v1", "main~1", "2026-01-15", "2026-02-14", "@~"])
def test_a_revision_in_any_of_gits_words_or_a_day(two: GitCli, revision: str) -> None:
    two.git("tag", "v1", "HEAD~1")
    found = two.changes(since=revision)
    assert found.exit == FINDINGS
    assert {each[1] for each in found.new} == {"nytt"}
    assert found.ran.json["compared_with"]["commit"] == two.git("rev-parse", "HEAD~1")


def test_a_short_name_and_an_annotated_tag(two: GitCli) -> None:
    two.git("tag", "-a", "-m", "Merke", "årlig", "HEAD~1")
    for name in (two.git("rev-parse", "--short", "HEAD~1"), "årlig"):
        assert two.changes(since=name).exit == FINDINGS


def test_a_day_takes_the_newest_commit_of_that_day_and_is_the_day_of_that_verdict(two: GitCli) -> None:
    ran = two.json(since="2026-02-20")
    assert (ran.exit, ran.json["compared_with"]["commit"]) == (CLEAN, two.git("rev-parse", "HEAD"))
    assert ran.json["compared_with"]["as_of"] == "2026-02-20"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Oslo"])
def test_a_day_is_the_same_in_every_time_zone(two: GitCli, zone: str) -> None:
    ran = two.check("--format", "json", "--since", "2026-02-14", TZ=zone)
    assert (ran.exit, ran.json["compared_with"]["commit"]) == (FINDINGS, two.git("rev-parse", "HEAD~1"))


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nope", "There is no revision nope here, as --since says."),
        ("mian", "Did you mean main?"),
        ("", "There is no revision"),
        ("--all", "There is no revision --all here"),
        ("HEAD~99", "There is no revision HEAD~99 here"),
        ("HEAD~1..HEAD", "There is no revision HEAD~1..HEAD here"),
        ("HEAD:data", "There is no revision HEAD:data here"),
        ("2026-02-30", "2026-02-30 after --since is not a date."),
        ("2026-01-14", "The history begins on 15 January 2026; there is no commit from 14 January 2026 or before."),
        ("2027-01-01", "1 January 2027 after --since is later than the day that the verdict is about."),
        ("0" * 40, "There is no revision"),
        ("^HEAD", "There is no revision ^HEAD here"),
        ("HEAD^@", "There is no revision"),
    ],
)
def test_a_revision_that_is_not_there_is_an_error_and_never_an_empty_base(
    two: GitCli, revision: str, said: str
) -> None:
    assert said in since(two, revision)


def test_a_branch_that_was_not_fetched_says_what_to_fetch(two: GitCli) -> None:
    two.git("remote", "add", "origin", str(two.folder))
    assert "git fetch origin hoved" in since(two, "origin/hoved")


def test_outside_git_nothing_is_compared(bare: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bare.folder.parent))
    ran = bare.check("--since", "HEAD", INTLSTRAT_LANG="en")
    assert "does not lie in a git repository" in refused(ran)


def test_without_git_nothing_is_compared(two: GitCli, tmp_path: Path) -> None:
    ran = two.check("--since", "HEAD", PATH=str(tmp_path), INTLSTRAT_LANG="en")
    assert "git could not be started" in refused(ran)


def test_before_the_first_commit_nothing_is_compared(repo: GitCli) -> None:
    repo.write(GOOD)
    for revision in ("HEAD", "2026-01-01"):
        assert since(repo, revision)


def test_a_shallow_clone_says_what_to_fetch(two: GitCli, tmp_path: Path) -> None:
    run_git(tmp_path, "clone", "-q", "--depth", "1", two.folder.as_uri(), "grunn")
    shallow = GitCli(Cli(tmp_path / "grunn"))
    for revision in ("HEAD~1", "2026-01-20", "origin/annet"):
        said = since(shallow, revision)
        assert "only the newest commits" in said
        assert "git fetch --unshallow" in said
        assert "fetch-depth: 0" in said
    assert shallow.changes().exit == CLEAN
    run_git(tmp_path / "grunn", "fetch", "-q", "--unshallow")
    assert shallow.changes(since="HEAD~1").exit == FINDINGS


def test_a_clone_without_the_files_of_then_fetches_nothing_and_says_so(two: GitCli, tmp_path: Path) -> None:
    run_git(tmp_path, "-C", str(two.folder), "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "-q", "--filter=blob:none", two.folder.as_uri(), "delvis")
    partial = GitCli(Cli(tmp_path / "delvis"))
    (partial.folder / "data/projects/godt.yaml").write_text(GOOD_PROJECT.replace("besøk", "turer"))
    run_git(partial.folder, "commit", "-qam", "Ny")
    two.commit({"data/projects/godt.yaml": GOOD_PROJECT + "# et eldre innhold\n"})
    two.commit({"data/projects/godt.yaml": GOOD_PROJECT})
    run_git(partial.folder, "fetch", "-q", "origin")
    before = sorted(path.name for path in (partial.folder / ".git/objects/pack").iterdir())
    assert "lacks some of the files of the commit" in since(partial, "origin/main~1")
    assert sorted(path.name for path in (partial.folder / ".git/objects/pack").iterdir()) == before


@pytest.mark.parametrize("gone", ["tree:0", "data", "data/projects", "rules", "rules/project"])
@pytest.mark.parametrize("option", ["--since", "--waivers-from"])
def test_a_clone_without_the_folders_of_then_is_no_empty_base(
    two: GitCli, tmp_path: Path, gone: str, option: str
) -> None:
    if option == "--waivers-from" and gone.startswith("rules"):
        pytest.skip("the waivers of then are read without its rules")
    two.write({"rules/project/project-ny.yaml": rule("project-ny", "true"), "data/partners/ny.yaml": GOOD_PARTNER})
    two.commit({"data/projects/enda.yaml": GOOD_PROJECT})
    if gone == "tree:0":
        run_git(tmp_path, "-C", str(two.folder), "config", "uploadpack.allowFilter", "true")
        run_git(tmp_path, "clone", "-q", "--filter=tree:0", two.folder.as_uri(), "delvis")
        clone = GitCli(Cli(tmp_path / "delvis"))
    else:
        tree = two.git("rev-parse", f"HEAD~1:{gone}")
        (two.folder / ".git/objects" / tree[:2] / tree[2:]).unlink()
        clone = two
    said = refused(clone.check(option, "HEAD~1", INTLSTRAT_LANG="en"))
    assert "lacks" in said


def test_in_a_folder_whose_name_has_a_line_break(tmp_path: Path, repo: GitCli) -> None:
    outer = tmp_path / "to\nlinjer"
    write(outer / "under", {**RULES, **GOOD})
    run_git(outer, "init", "-q")
    run_git(outer, "add", "-A")
    run_git(outer, "commit", "-qm", "Først")
    found = GitCli(Cli(outer / "under")).changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])


def test_a_git_that_hangs_is_an_error_and_no_empty_base(
    two: GitCli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = write(tmp_path / "bin", {"git": "#!/bin/sh\nexec sleep 30\n"}) / "git"
    slow.chmod(0o755)
    monkeypatch.setattr(git_module, "_PATIENCE", 0.2)
    ran = two.check("--since", "HEAD", PATH=f"{slow.parent}:{os.environ['PATH']}")
    assert (ran.exit, ran.out) == (NOT_CHECKED, "")


def test_in_a_worktree(two: GitCli, tmp_path: Path) -> None:
    two.git("worktree", "add", "-q", "-b", "gren", str(tmp_path / "tre"), "HEAD~1")
    tree = GitCli(Cli(write(tmp_path / "tre", {"data/projects/her.yaml": BARE_PROJECT})))
    found = tree.changes()
    assert (found.exit, {each[1] for each in found.new}) == (FINDINGS, {"her"})
    other = tree.changes(since="main")
    assert (other.exit, other.new) == (CLEAN, [])  # the same record under another name


def test_what_is_not_committed_is_of_now(two: GitCli) -> None:
    two.write({"data/projects/usporet.yaml": BARE_PROJECT.replace("Bart", "Usporet")})
    two.git("add", "data/projects/usporet.yaml")
    two.write({"data/projects/godt.yaml": GOOD_PROJECT.replace("sdgs: [{goal: 8}]\n", "")})
    found = two.changes("--fail-on", "warning")
    assert found.exit == FINDINGS
    assert {each[1] for each in found.new} == {"usporet", "godt"}


def test_in_a_folder_of_a_larger_repository(tmp_path: Path, repo: GitCli) -> None:
    outer = tmp_path / "stor"
    write(outer / "under/intern asjoner", {**RULES, **GOOD})
    write(outer, {"data/projects/utenfor.yaml": BARE_PROJECT, "annet.txt": "x"})
    run_git(outer, "init", "-q")
    run_git(outer, "add", "-A")
    run_git(outer, "commit", "-qm", "Først")
    inner = GitCli(Cli(write(outer / "under/intern asjoner", NEW)))
    found = inner.changes()
    assert (found.exit, {each[1] for each in found.new}) == (FINDINGS, {"nytt"})
    assert {each["location"]["path"] for each in found.findings} == {"data/projects/nytt.yaml"}
    elsewhere = GitCli(Cli(tmp_path))
    assert elsewhere.changes("--root", "stor/under/intern asjoner").exit == FINDINGS
    deeper = GitCli(Cli(outer / "under/intern asjoner/data/projects"))
    assert deeper.changes().exit == FINDINGS


def test_where_the_folder_did_not_exist_then_everything_is_new(repo: GitCli) -> None:
    repo.remove(*PACK, "rules/project/project-late.yaml").commit({"LESMEG.md": "Tomt.\n"})
    repo.commit({**RULES, **GOOD, **NEW}, day="2026-02-15")
    found = repo.changes(since="HEAD~1")
    assert found.exit == FINDINGS
    assert (found.fixed, found.existing) == ([], [])
    assert {each[1] for each in found.new} == {"nytt"}
    assert "There were no records then" in one_line(repo.check("--since", "HEAD~1", INTLSTRAT_LANG="en").out)


def test_where_there_were_no_rules_then_those_that_come_with_the_tool_held(repo: GitCli) -> None:
    repo.remove(*PACK, "rules/project/project-late.yaml").commit(GOOD)
    ran = repo.write(RULES).json()
    compared = ran.json["compared_with"]
    assert (ran.exit, compared["strategy"]["id"], ran.json["strategy"]["id"]) == (CLEAN, "fredrikstad", "prove")
    fixed = [each for each in ran.json["findings"] if each["change"]["state"] == "fixed"]
    assert fixed
    assert {each["change"]["cause"] for each in fixed} == {"rules"}


@pytest.mark.parametrize(
    "broken",
    [
        {"rules/project/project-goals.yaml": rule("project-goals", "size(project.gaols) > 0")},
        {"rules/strategy.yaml": "id: [\n"},
        {"rules/strategy.yaml": STRATEGY + "x" * (1 << 20)},
    ],
)
def test_rules_that_could_not_be_used_then_are_replaced_by_those_of_now(
    repo: GitCli, broken: dict[str, str | bytes]
) -> None:
    repo.commit({**GOOD, **NEW, **broken})
    found = repo.write(RULES).changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])
    assert found.ran.json["compared_with"]["strategy"] is None
    assert "Reglene i revisjonen" in one_line(found.ran.err)


def test_rules_of_the_same_clone_are_those_of_then_and_others_are_held_against_both(
    two: GitCli, tmp_path: Path
) -> None:
    write(two.folder / "andre", {name.removeprefix("rules/"): text for name, text in RULES.items()})
    two.commit()
    write(two.folder / "andre", {"project/project-goals.yaml": rule("project-goals", "true")})
    found = two.changes("--rules", two.folder / "andre")
    assert found.fixed == [("project-goals", "nytt", "rules")]
    shutil.copytree(two.folder / "andre", tmp_path / "utenfor")
    outside = two.changes("--rules", tmp_path / "utenfor", since="HEAD~1")
    assert (outside.exit, outside.new, outside.fixed) == (CLEAN, [], [])


def test_with_line_ends_of_windows_nothing_has_changed(two: GitCli) -> None:
    for name in ("data/projects/godt.yaml", "data/projects/nytt.yaml"):
        path = two.folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    found = two.changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])
    assert found.ran.json["revision"]["dirty"] is False


def test_file_names_of_every_kind(repo: GitCli) -> None:
    names = ["blåbær æøå.yaml", "to  mellomrom.yaml", '"anførsel".yaml', "tab\there.yaml", "ny\nlinje.yaml", "-o.yaml"]
    repo.commit({**GOOD, **{f"data/projects/{name}": BARE_PROJECT for name in names}})
    found = repo.changes()
    assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])
    assert len({each["location"]["path"] for each in found.findings}) == len(names)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a privilege to make links")
class TestLinks:
    """A link of then is treated as one of now: followed inside the data repo, and never out of it."""

    @pytest.fixture
    def linked(self, two: GitCli, tmp_path: Path) -> GitCli:
        write(tmp_path, {"hemmelig.yaml": GOOD_PROJECT})
        write(two.folder, {"felles/delt.yaml": BARE_PROJECT})
        projects = two.folder / "data/projects"
        (projects / "inne.yaml").symlink_to("../../felles/delt.yaml")
        (projects / "ute.yaml").symlink_to("../../../hemmelig.yaml")
        (projects / "borte.yaml").symlink_to("finnes-ikke.yaml")
        (projects / "sirkel.yaml").symlink_to("sirkel.yaml")
        (projects / "mappe").symlink_to("../../felles")
        two.commit()
        return two

    def test_nothing_has_changed(self, linked: GitCli) -> None:
        found = linked.changes()
        assert (found.new, found.fixed) == ([], [])
        unreadable = {each["location"]["path"] for each in found.findings if each["rule"] == "record-unreadable"}
        assert unreadable == {f"data/projects/{name}" for name in ("ute.yaml", "borte.yaml", "sirkel.yaml", "mappe")}
        assert found.exit == NOT_CHECKED  # what cannot be read from disk now cannot be checked

    def test_what_lies_outside_is_not_read(self, linked: GitCli) -> None:
        linked.remove("data/projects/ute.yaml", "data/projects/borte.yaml", "data/projects/sirkel.yaml")
        linked.remove("data/projects/mappe")
        found = linked.changes()
        assert found.exit == CLEAN
        assert {(rule, cause) for rule, _, cause in found.fixed} == {("record-unreadable", "data")}

    def test_a_folder_may_be_a_link_inside(self, repo: GitCli) -> None:
        write(repo.folder, {"andre/godt.yaml": GOOD_PROJECT, "andre/bart.yaml": BARE_PROJECT})
        (repo.folder / "data").mkdir()
        (repo.folder / "data/projects").symlink_to("../andre")
        repo.commit({"data/partners/nordby.yaml": GOOD_PARTNER})
        found = repo.changes()
        assert (found.exit, found.new, found.fixed) == (CLEAN, [], [])
        assert len(found.existing) == 3

    def test_a_folder_that_leads_out_was_not_followed_then(self, repo: GitCli, tmp_path: Path) -> None:
        write(tmp_path, {"ute/bart.yaml": BARE_PROJECT})
        (repo.folder / "data").mkdir()
        (repo.folder / "data/projects").symlink_to("../../ute")
        repo.commit({"data/partners/nordby.yaml": GOOD_PARTNER})
        repo.remove("data/projects").write({"data/projects/bart.yaml": BARE_PROJECT})
        found = repo.changes()
        assert found.exit == FINDINGS
        assert [rule for rule, _, _ in found.fixed] == ["record-unreadable"]
        assert len(found.new) == 3


def test_a_submodule_cannot_be_looked_into(two: GitCli, tmp_path: Path) -> None:
    inner = tmp_path / "indre"
    write(inner, {"bart.yaml": BARE_PROJECT})
    run_git(inner, "init", "-q")
    run_git(inner, "add", "-A")
    run_git(inner, "commit", "-qm", "Indre")
    two.git("submodule", "add", "-q", str(inner), "data/projects/indre")
    two.commit()
    found = two.changes()
    assert ("record-unreadable", "indre", "data") in found.fixed


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, with its bytes and the time of its last change."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.skipif(os.name == "nt", reason="the traps are shell scripts")
def test_nothing_of_the_repository_is_touched_or_run(two: GitCli, tmp_path: Path) -> None:
    trap = tmp_path / "felle"
    hooks = two.folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "post-checkout", "pre-commit", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >> '{trap}'\n")
        (hooks / name).chmod(0o755)
    write(two.folder, {".gitattributes": "*.yaml filter=felle diff=felle\n"})
    for name, command in {
        "filter.felle.clean": f"echo clean >> '{trap}'; cat",
        "filter.felle.smudge": f"echo smudge >> '{trap}'; cat",
        "filter.felle.process": f"echo process >> '{trap}'",
        "diff.felle.textconv": f"echo textconv >> '{trap}'; cat",
        "diff.external": f"echo diff >> '{trap}'",
        "core.fsmonitor": str(hooks / "fsmonitor-watchman"),
        "core.pager": f"echo pager >> '{trap}'; cat",
        "log.showSignature": "true",
        "gpg.program": f"echo gpg >> '{trap}'; false",
        "alias.cat-file": f"!echo alias >> '{trap}'",
    }.items():
        two.git("config", name, command)
    trap.unlink(missing_ok=True)
    path = two.folder / "data/projects/godt.yaml"
    path.write_bytes(path.read_bytes())  # only touched: what makes git compare contents, through a filter
    before = everything(two.folder)
    ran = two.json("--waivers-from", "HEAD", "--until", "2026-12-31", since="HEAD~1")
    assert ran.exit == FINDINGS
    assert everything(two.folder) == before
    assert not trap.exists(), trap.read_text()


def test_what_git_tells_a_hook_of_another_repository_leads_nowhere(two: GitCli, tmp_path: Path) -> None:
    other = write(tmp_path / "annet", {"x": ""})
    run_git(other, "init", "-q")
    run_git(other, "add", "-A")
    run_git(other, "commit", "-qm", "Annet")
    asked = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": str(other / ".git/index")}
    ran = two.check("--format", "json", "--since", "HEAD~1", **asked)
    assert (ran.exit, {each[1] for each in Changes(ran).new}) == (FINDINGS, {"nytt"})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_clone_of_another_user_says_how_to_trust_it(two: GitCli) -> None:
    os.chown(two.folder, 12345, 12345)
    os.chown(two.folder / ".git", 12345, 12345)
    said = since(two, "HEAD")
    assert "belongs to another user" in said
    assert "safe.directory" in said
