"""The parts that a release is made with: what they let pass, and what they stop. `.ci/run` makes a whole one."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from intlstrat import __version__
from tools.release import contents
from tools.release.__main__ import told
from tools.release.audit import Audit, Verdict, read
from tools.release.building import Broken, must_be_same
from tools.release.resolved import of_report
from tools.release.sbom import sbom

PINS = ("babel==2.18.0", "rich==15.0.0")
WHERE = "https://files.example.invalid/"


def package(name: str, *needs: str, extras: tuple[str, ...] = (), **metadata: str) -> dict[str, Any]:
    """One package of pip's report, as far as it is read."""
    return {
        "download_info": {"url": WHERE + name, "archive_info": {"hashes": {"sha256": f"{len(name):064}"}}},
        "requested_extras": list(extras),
        "metadata": {"name": name, "version": "1.0", "requires_dist": list(needs), **metadata},
    }


def report(*packages: dict[str, Any]) -> dict[str, Any]:
    environment = {"python_version": "3.11", "sys_platform": "linux", "platform_machine": "x86_64"}
    return {"version": "1", "install": list(packages), "environment": environment}


INSTALLED = report(
    package(
        "intlstrat",
        "B_b",
        "paper; extra == 'report'",
        "tool; extra == 'dev'",
        extras=("report",),
        license_expression="MIT",
    ),
    package("B.b", "more[all]", "old; python_version < '3.9'"),
    package("more", "deep; extra == 'all'", "unasked; extra == 'other'", license="BSD"),
    package("deep", license="Long\ntext", classifier="License :: OSI Approved :: ISC"),
    package("paper"),
    package("tool"),
    package("unasked"),
)
INSTALLED["install"][3]["metadata"]["classifier"] = ["License :: OSI Approved :: ISC", "Typing :: Typed"]


@pytest.mark.parametrize(
    "name",
    [
        "tests/test_run.py",
        "tools/catalogue.py",
        "data/projects/mono.yaml",
        "intlstrat/notes.txt",
        "intlstrat/notes",
        "intlstrat/__pycache__/check.cpython-311.pyc",
        "intlstrat/language/locale/nb/LC_MESSAGES/intlstrat.po",
        "intlstrat/bundled_rules/project/.secret.yaml",
        "intlstrat/bundled_rules/notes.md",
        "intlstrat/authoring/scaffold/every/.env",
        "intlstrat/authoring/eksempelvik/data/partners/aalborg.yaml~",
        "other/__init__.py",
        f"intlstrat-{__version__}.dist-info/direct_url.json",
        "intlstrat/../evil.py",
        "/intlstrat/check.py",
        "intlstrat/check.py\n",
    ],
)
def test_what_no_pattern_allows_is_a_stranger(name: str) -> None:
    assert contents.strangers(["intlstrat/check.py", name]) == [name]


def test_a_kind_that_is_missing_is_named() -> None:
    assert "translations, compiled" in contents.missing(["intlstrat/check.py"])
    assert "the program" not in contents.missing(["intlstrat/check.py"])


def test_a_source_archive_is_what_is_committed() -> None:
    names = [f"intlstrat-{__version__}/{name}" for name in ("PKG-INFO", "run.py", "secret.txt")]
    assert contents.untracked(names, ["run.py", "LICENSE"]) == [
        f"+ intlstrat-{__version__}/secret.txt",
        f"- intlstrat-{__version__}/LICENSE",
    ]


def zipped(file: Path, year: int, **members: str) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
    return file


def test_two_builds_that_differ_are_told_apart(tmp_path: Path) -> None:
    one = zipped(tmp_path / "one.whl", 2020, a="a", b="b")
    must_be_same(one, zipped(tmp_path / "same.whl", 2020, a="a", b="b"), "twice")
    with pytest.raises(Broken, match=r"one\.whl is not the same twice\. The first that differs is b\."):
        must_be_same(one, zipped(tmp_path / "other.whl", 2020, a="a", b="c"), "twice")
    with pytest.raises(Broken, match="times or modes differ"):
        must_be_same(one, zipped(tmp_path / "later.whl", 2021, a="a", b="b"), "twice")


def answer(*dependencies: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(dependencies), "fixes": []})


BABEL: dict[str, object] = {"name": "babel", "version": "2.18.0", "vulns": []}
RICH: dict[str, object] = {"name": "rich", "version": "15.0.0", "vulns": []}


def test_all_looked_up_and_none_found_is_clean() -> None:
    assert read(answer(BABEL, RICH), PINS).verdict is Verdict.CLEAN


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "the service could not be reached"),
        ("[]", "the service could not be reached"),
        ('{"dependencies": null}', "the service could not be reached"),
        (answer(), "2 packages were not looked up, such as babel==2.18.0"),
        (answer(BABEL), "1 packages were not looked up, such as rich==15.0.0"),
        # What pip-audit says, with exit 0, of a service that knows no package.
        (answer(BABEL, {"name": "rich", "skip_reason": "Dependency not found"}), "1 packages were not looked up"),
        (answer(BABEL, {**RICH, "version": "14.0.0"}), "1 packages were not looked up"),
    ],
)
def test_what_was_not_looked_up_is_never_clean(said: str, why: str) -> None:
    found = read(said, PINS)
    assert found.verdict is Verdict.NOT_AUDITED
    assert found.lines[0].startswith(why)


def test_a_vulnerability_counts_even_where_not_all_was_looked_up() -> None:
    found = read(answer({**BABEL, "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"]}]}), PINS)
    assert found == Audit(Verdict.VULNERABLE, ("babel==2.18.0: PYSEC-1 CVE-1",))


def test_a_release_says_that_it_was_not_audited(capsys: pytest.CaptureFixture[str]) -> None:
    resolved, unknown = of_report(INSTALLED), Audit(Verdict.NOT_AUDITED, ("pypi: no answer",))
    told(resolved, unknown, need_audit=False)
    assert capsys.readouterr().out.startswith("NOT AUDITED: ")
    with pytest.raises(Broken, match=r"(?s)--need-audit.*no answer"):
        told(resolved, unknown, need_audit=True)
    with pytest.raises(Broken, match=r"(?s)known vulnerabilities.*CVE-1"):
        told(resolved, Audit(Verdict.VULNERABLE, ("CVE-1",)), need_audit=False)


def test_what_is_needed_follows_extras_and_markers() -> None:
    found = of_report(INSTALLED)
    assert found.root.needs == ("b-b", "paper")
    assert {each.name: each.needs for each in found.packages if each.needs} == {"b-b": ("more",), "more": ("deep",)}
    assert {each.name: each.licence for each in found.packages if each.licence} == {"more": "BSD", "deep": "ISC"}
    assert (found.root.expression, found.python, found.system) == ("MIT", "3.11", "linux x86_64")


def test_a_bill_says_the_same_of_the_same_and_no_more() -> None:
    bill = sbom(of_report(INSTALLED), "0" * 64)
    shuffled = {**INSTALLED, "install": INSTALLED["install"][::-1]}
    assert sbom(of_report(shuffled), "0" * 64) == bill
    assert sbom(of_report(INSTALLED), "1" * 64) != bill
    assert WHERE not in bill
    assert "timestamp" not in bill


def test_a_bill_names_every_package_and_what_needs_it() -> None:
    bill = json.loads(sbom(of_report(INSTALLED), "0" * 64))
    assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": "0" * 64}]
    assert bill["metadata"]["component"]["licenses"] == [{"expression": "MIT"}]
    assert [part["purl"] for part in bill["components"][:2]] == ["pkg:pypi/b-b@1.0", "pkg:pypi/deep@1.0"]
    edges = {edge["ref"]: edge.get("dependsOn", []) for edge in bill["dependencies"]}
    assert edges["intlstrat==1.0"] == ["b-b==1.0", "paper==1.0"]
    assert edges.keys() == {"intlstrat==1.0", *(part["bom-ref"] for part in bill["components"])}
