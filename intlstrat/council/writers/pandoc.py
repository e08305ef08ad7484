"""Runs Pandoc, which comes with `pypandoc_binary`: an AST goes in, a document comes out, and nothing else is touched.

`--sandbox` keeps it from every file but the template, and its clock at 1970. The template is the one thing that it
wants on disk: it is written to a folder of its own, which is gone when the run is over.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib.resources import files
from typing import Any

from intlstrat import unfinished
from intlstrat.council.writers.refused import Refused
from intlstrat.findings import Message, msg
from intlstrat.surroundings import bare

SECONDS = 300
"""No paper takes a tenth of this; what does, has hung."""


def convert(ast: dict[str, Any], to: str, template: bytes | None = None) -> bytes | Refused:
    """The document in Pandoc's output format `to`. `template` is a document of that format to take the look from."""
    options = ["--from=json", f"--to={to}", "--output=-", "--wrap=none", "--sandbox"]
    text = json.dumps(ast, ensure_ascii=False).encode("utf-8", "replace")
    with _folder() as folder:
        # An empty folder in place of the user's own, whose templates would change every document.
        options.append(f"--data-dir={folder}")
        if template is None:
            return _run(options, text)
        # Not deleted by itself, but with its folder: on Windows nobody else can read it while it is open.
        with tempfile.NamedTemporaryFile(dir=folder, suffix=f".{to}", delete=False) as file:
            file.write(template)
        return _run([*options, f"--reference-doc={file.name}"], text)


@contextmanager
def _folder() -> Iterator[str]:
    with ExitStack() as stack:
        with unfinished.held():  # there is no moment in which it is there and would be left
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="intlstrat-"))
            stack.enter_context(unfinished.undone_by(partial(shutil.rmtree, folder, ignore_errors=True)))
        yield folder


def _run(options: list[str], text: bytes) -> bytes | Refused:
    try:
        done = subprocess.run(
            [_binary(), *options], input=text, capture_output=True, timeout=SECONDS, check=False, env=bare()
        )
    except subprocess.TimeoutExpired:
        return Refused(msg("Pandoc was stopped: it had not finished after {seconds} seconds.", seconds=SECONDS))
    except OSError as error:
        return Refused(msg("Pandoc could not be started: {reason}", reason=str(error)))
    if done.returncode != 0:
        return Refused(_failed(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _failed(said: str) -> Message:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return msg("Pandoc could not make the document: {reason}", reason=lines[-1] if lines else "?")


def _binary() -> str:
    """The Pandoc that came with the package, whichever others there are: another one writes other bytes."""
    folder = files("pypandoc") / "files"
    for name in ("pandoc", "pandoc.exe"):
        if (folder / name).is_file():
            return str(folder / name)
    import pypandoc

    return str(pypandoc.get_pandoc_path())
