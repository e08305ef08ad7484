"""`intlstrat lsp`: a language server, for an editor to start."""

from __future__ import annotations

import os
from pathlib import Path

from intlstrat.cli.options import AsOf, Lang, Root, Rules
from intlstrat.cli.session import Common, Stop, asked_language, data_root, day, rules_folder
from intlstrat.findings import msg


def lsp_command(root: Root = None, rules: Rules = None, lang: Lang = None, as_of: AsOf = None) -> int:
    """Serve an editor as its language server, on standard input and output."""
    common = Common(root, rules, lang, as_of)
    language = asked_language(lang)
    day_ = day(common) if as_of is not None else None
    folder = Path(os.path.abspath(data_root(common))) if root is not None else None
    pack = Path(os.path.abspath(rules_folder(common, folder))) if rules is not None else None
    _refuse_without_pygls()
    from intlstrat.lsp.options import Options
    from intlstrat.lsp.server import run

    return run(Options(folder, pack, language, day_))


def _refuse_without_pygls() -> None:
    from importlib.util import find_spec

    if find_spec("pygls") is None:
        raise Stop(
            msg("The language server needs programs that are not installed."),
            msg("Install them with: {command}", command='pip install "intlstrat[lsp]"'),
        )
