"""How the server comes and goes: what it agrees with the editor on, what it survives, and its exits."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from lsp_client import REPOSITORY, Client, capabilities
from lsp_world import DAY, shipped
from lsprotocol import types

from intlstrat.cli.main import main

MONO = "data/projects/mono.yaml"
HOSTILE = [
    "", "\x00", "\ufeff", "[" * 5000, "a: " * 5000, "- " * 5000, "&a [*a]", "a: &a\n  b: *a\n", "!!python/object: x",
    "title: \ud800\n", "{", '"', "|", "%YAML 9.9\n---\n", "a: b\n---\nc: d\n", "title: x\n" * 500, "\r\r\r", "? x",
    "x" * 200_000, "<<: {a: b}\n", "a: [b, c\n  d: {e", "\u2028: \u2029", "title: >\n", "👨‍👩‍👧: [😀, {😀: 😀}]\n",
]  # fmt: skip


def test_editors_that_count_bytes_and_tell_of_changes_are_answered_so(repo: Path, surroundings: dict[str, str]) -> None:
    wanted = [types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16]
    offered = capabilities(wanted, watches=True, markdown=False)
    asked = {"lang": "en"}
    editor = Client(
        "--as-of", DAY, folders=[repo], offered=offered, options=asked, locale="nb", environment=surroundings
    )
    assert editor.offered.capabilities.position_encoding == types.PositionEncodingKind.Utf8
    text = 'title: Ny\nstatus: active\nareas: [{other: "å😀"}, cultur]\n'
    uri = editor.open(repo / "data/projects/ny.yaml", text)
    found = next(each for each in editor.findings(uri) if each.code == "record-invalid")
    column = len(text.splitlines()[2][: -len("cultur]")].encode())
    assert found.range == types.Range(types.Position(2, column), types.Position(2, column + 6))
    change = types.TextDocumentContentChangePartial(found.range, "culture")
    editor.edit(uri, change)
    assert "record-invalid" not in [each.code for each in editor.findings(uri)]
    said = editor.hover(uri, 2, column + 1)
    assert said is not None
    assert isinstance(said.contents, types.MarkupContent)
    assert said.contents.kind == types.MarkupKind.PlainText
    assert said.contents.value.startswith("Culture · culture")
    editor.until(lambda: bool(editor.registered))
    assert [each.method for each in editor.registered] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
    assert editor.leave() == 0


def test_no_text_makes_it_stumble(client: Client, repo: Path) -> None:
    uri = client.open(repo / MONO)
    for text in HOSTILE:
        client.write(uri, text)
        lines = len(text.splitlines())
        for line in {0, lines // 2, lines + 3}:
            for column in (1, 10**9):
                client.complete(uri, line, column)
                client.hover(uri, line, column)
        client.definition(uri, 0, 0)
        client.references(uri, 0, 0)
        client.actions(uri, 0, 0)
        client.outline(uri)
        assert client.findings(uri)
    client.close(uri)
    assert client.process.returncode is None


def test_several_data_repos_are_kept_apart(repo: Path, tmp_path: Path, surroundings: dict[str, str]) -> None:
    other = shipped(tmp_path / "other")
    (other / MONO).write_text("title: Alene\nstatus: idea\n", encoding="utf-8")
    editor = Client("--as-of", DAY, folders=[repo, other], environment=surroundings)
    here, there = editor.open(repo / MONO), editor.open(other / MONO)
    codes = [{str(each.code) for each in editor.findings(uri)} for uri in (here, there)]
    assert "project-goals" in codes[0]
    assert "project-goals" not in codes[1]
    assert {"Alene", "Mono"} <= {each.name for each in editor.symbols("")}
    editor.drop(other)
    editor.until(lambda: not editor.diagnostics[there].diagnostics)
    assert editor.diagnostics[here].diagnostics
    assert "Alene" not in {each.name for each in editor.symbols("")}
    assert editor.vanish() == 1


def test_a_client_that_is_killed_leaves_no_server_behind(repo: Path) -> None:
    starts = (
        "import subprocess, sys, time; "
        "server = subprocess.Popen([sys.executable, '-P', '-m', 'intlstrat', 'lsp'], stdin=subprocess.PIPE, "
        "stdout=subprocess.PIPE); print(server.pid, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    editor = subprocess.Popen(
        [sys.executable, "-c", starts], stdout=subprocess.PIPE, text=True, env=environment, cwd=repo
    )
    assert editor.stdout is not None
    server = int(editor.stdout.readline())
    assert is_alive(server)
    editor.kill()
    editor.wait()
    editor.stdout.close()
    until = time.monotonic() + 30
    while is_alive(server) and time.monotonic() < until:
        time.sleep(0.05)
    alive = is_alive(server)
    if alive:
        os.kill(server, signal.SIGKILL)
    assert not alive


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def started(*arguments: str, said: bytes = b"", cwd: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}
    return subprocess.run(
        [sys.executable, "-P", "-m", "intlstrat", "lsp", *arguments],
        input=said, capture_output=True, cwd=cwd, env=environment, timeout=60,
    )  # fmt: skip


def message(**parts: Any) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **parts}).encode()
    return f"Content-Length: {len(body)}\r\n\r\n".encode() + body


NONSENSE = [
    b"nonsense\r\n\r\n",
    b'Content-Length: 10\r\n\r\n{"a": nope',
    b"Content-Length: 2\r\n\r\n\xff\xff",
    message(method="textDocument/didOpen", params={"x": 1}),
    message(id=1, method="no/such", params={}),
    message(method="$/no/such", params={}),
]
AFTERWARDS = [
    message(id=2, method="initialize", params={"capabilities": {}, "processId": None, "rootUri": "untitled:x"}),
    message(method="initialized", params={}),
    message(id=4, method="shutdown"),
    message(method="exit"),
]  # fmt: skip


def test_nonsense_is_passed_over_and_standard_output_is_the_protocols_alone(tmp_path: Path) -> None:
    done = started(said=b"".join([*NONSENSE, *AFTERWARDS]), cwd=tmp_path)
    assert done.returncode == 0
    answers = {}
    rest = done.stdout
    while rest:  # one message after the other, and not a letter more
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = re.match(rb"Content-Length: (\d+)\r\n", head)
        assert length is not None, head
        answer, rest = json.loads(rest[: int(length[1])]), rest[int(length[1]) :]
        answers[answer.get("id")] = answer
    assert answers[1]["error"]["code"] == -32601
    assert answers[2]["result"]["serverInfo"]["name"] == "intlstrat"
    assert answers[4]["result"] is None


@pytest.mark.parametrize("said", [message(method="exit"), b'Content-Length: 9\r\n\r\n{"a": 1}'])
def test_who_leaves_out_of_turn_is_told_so_by_the_exit(tmp_path: Path, said: bytes) -> None:
    done = started(said=said, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--root", "nowhere"), "There is no data/partners and no data/projects in nowhere."),
        (("--rules", "nowhere"), "There is no folder nowhere."),
        (("--as-of", "01.02.2026"), "looks like a date"),
        (("--lang", "xx"), "«xx» etter --lang er ikke kjent."),
        (("--no-such",), "There is no option --no-such."),
    ],
)
def test_a_wrong_argument_is_said_on_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INTLSTRAT_LANG", "en")
    assert main(["lsp", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["lsp", "--lang", "nb"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        "Språktjeneren trenger programmer som ikke er installert.",
        'Installer dem slik: pip install "intlstrat[lsp]"',
        "Skriv så en gang til: «intlstrat lsp --lang nb»",
    ]
