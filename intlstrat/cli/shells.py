"""Completion in bash, zsh, fish and PowerShell: the script that each of them needs, and setting it up.

The scripts are our own. Those that Typer brings have zsh evaluate what the program prints, which here holds texts from
rules and names of files, and change the execution policy of PowerShell.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from intlstrat.cli import screen
from intlstrat.cli.again import line
from intlstrat.cli.complete import SHELLS
from intlstrat.cli.exits import Exit
from intlstrat.cli.session import Stop, refused
from intlstrat.findings import msg

if TYPE_CHECKING:
    from intlstrat.language import Language

SHOW, INSTALL = "--show-completion", "--install-completion"

_BASH: Final = r"""
_intlstrat_completion() {
    local paths='' value meaning word="${COMP_WORDS[COMP_CWORD]}"
    COMPREPLY=()
    {
        read -r paths
        while IFS=$'\t' read -r value meaning; do COMPREPLY+=("$value"); done
    } < <(_INTLSTRAT_COMPLETE=bash _INTLSTRAT_WORD="$word" "$1" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2> /dev/null)
    case "$paths" in
        files)
            compopt -o filenames 2> /dev/null
            while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
            ;;
        folders)
            compopt -o filenames 2> /dev/null
            while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -d -- "$word")
            ;;
        nothing) compopt +o default 2> /dev/null ;;
    esac
}
complete -o default -F _intlstrat_completion intlstrat
"""

_ZSH: Final = r"""
#compdef intlstrat
_intlstrat() {
    local paths='' value meaning
    local -a candidates
    {
        read -r paths
        while IFS=$'\t' read -r value meaning; do
            candidates+=("${value//:/\\:}${meaning:+:$meaning}")
        done
    } < <(_INTLSTRAT_COMPLETE=zsh _INTLSTRAT_WORD="$PREFIX" "${words[1]}" "${(@)words[2,CURRENT-1]}" 2> /dev/null)
    local -i found=1
    (( $#candidates )) && _describe -V intlstrat candidates -U && found=0
    [[ $paths == files ]] && _files && found=0
    [[ $paths == folders ]] && _files -/ && found=0
    return found
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _intlstrat intlstrat
"""

_FISH: Final = r"""
function __intlstrat_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -lx _INTLSTRAT_COMPLETE fish
    set -lx _INTLSTRAT_WORD "$word"
    set -l lines ($words[1] $words[2..-1] 2> /dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path "$word"
        case folders
            __fish_complete_directories "$word"
    end
    for line in $lines[2..-1]
        printf '%s\n' $line
    end
end
complete --command intlstrat --no-files --arguments '(__intlstrat_complete)'
"""

_POWERSHELL: Final = r"""
Register-ArgumentCompleter -Native -CommandName intlstrat -ScriptBlock {
    param($word, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.Extent.Text.Trim("'", '"') })
    $encoding = [Console]::OutputEncoding
    $env:_INTLSTRAT_COMPLETE = 'powershell'
    $env:_INTLSTRAT_WORD = $word
    try {
        [Console]::OutputEncoding = [Text.Encoding]::UTF8
        & intlstrat @words 2> $null | Select-Object -Skip 1 | ForEach-Object {
            $value, $meaning = $_ -split "`t", 2
            if (-not $meaning) { $meaning = $value }
            $text = if ($value -match '^[\w./\\:=-]+$') { $value } else { "'" + $value.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $meaning)
        }
    } finally {
        [Console]::OutputEncoding = $encoding
        Remove-Item Env:_INTLSTRAT_COMPLETE, Env:_INTLSTRAT_WORD -ErrorAction SilentlyContinue
    }
}
"""

SCRIPTS: Final[Mapping[str, str]] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
_POWERSHELL_LINES: Final = (
    "if (!(Test-Path $PROFILE)) { New-Item -Force $PROFILE }",
    "intlstrat --show-completion powershell | Add-Content $PROFILE",
)


def completion(arguments: Sequence[str], language: Language) -> Exit:
    """Shows the script of a shell, or sets it up; the shell is the second argument, or the one that we run in."""
    shell = _shell(arguments)
    if arguments[0] == SHOW:
        screen.write(SCRIPTS[shell].lstrip("\n"))
        return Exit.CLEAN
    if shell == "powershell":
        raise Stop(
            msg("PowerShell's own settings are not changed. Type these two lines, and open a new window:"),
            msg("“{command}”", command=_POWERSHELL_LINES[0]),
            msg("“{command}”", command=_POWERSHELL_LINES[1]),
        )
    written = _install(shell)
    for path in written:
        screen.write(language.text("{file} is written.", file=str(path)) + "\n")
    if not written:
        screen.write(language.text("Completion in {shell} was set up already.", shell=shell) + "\n")
    screen.write(language.text("Open a new window, write “intlstrat explain ”, and press the tabulator key.") + "\n")
    return Exit.CLEAN


def _shell(arguments: Sequence[str]) -> str:
    """The shell that is named, or that we run in."""
    if len(arguments) > 2:
        raise Stop(
            msg("This is too much: {arguments}.", arguments=" ".join(arguments[2:])),
            then=line(*arguments[:2]),
        )
    named = arguments[1] if len(arguments) == 2 else _detected()
    if named is None:
        raise Stop(
            msg("Which shell this is could not be found out."),
            msg("Completion is there for {known}.", known=SHELLS),
            then=line(arguments[0], "bash"),
        )
    shell = "powershell" if named == "pwsh" else named
    if shell not in SHELLS:
        raise refused(arguments[0], shell, SHELLS)
    return shell


def _detected() -> str | None:
    import shellingham

    try:
        return str(shellingham.detect_shell()[0])
    except (shellingham.ShellDetectionFailure, OSError, NotImplementedError):
        return os.path.basename(os.environ.get("SHELL", "")) or None


def _install(shell: str) -> list[Path]:
    """Writes the script, and a line that reads it into the shell's own settings; gives the files that changed."""
    home = Path.home()
    if shell == "fish":
        config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
        script = config / "fish" / "completions" / "intlstrat.fish"
        return [script] if _written(script, SCRIPTS[shell]) else []
    script = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "intlstrat" / f"completion.{shell}"
    settings = home / ".bashrc" if shell == "bash" else Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
    changed = [script] if _written(script, SCRIPTS[shell]) else []
    return changed + ([settings] if _reads(settings, script) else [])


def _written(path: Path, content: str) -> bool:
    """Writes a script; False where it stands there already."""
    from intlstrat import files

    content = content.lstrip("\n")
    if path.is_file() and path.read_text(encoding="utf-8", errors="replace") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _or_stop(path, files.write_whole(path, content.encode()))
    return True


def _reads(settings: Path, script: Path) -> bool:
    """Has the shell read the script when it starts; False where it does already. Nothing else there is touched."""
    from shlex import quote

    from intlstrat import files

    line = f"[ -f {quote(str(script))} ] && . {quote(str(script))}  # intlstrat"
    there = settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else ""
    if line in there.splitlines():
        return False
    _or_stop(
        settings, files.append(settings, f"{'' if there.endswith(chr(10)) or not there else chr(10)}{line}\n".encode())
    )
    return True


def _or_stop(path: Path, reason: str | None) -> None:
    if reason is not None:
        raise Stop(
            msg("{path} could not be written ({reason}).", path=str(path), reason=reason),
            msg("“{command}” shows what was to be written.", command=f"intlstrat {SHOW}"),
        )
