#!/usr/bin/env python3
"""Runs intlstrat from a clone that nothing has been installed for. Needs Python 3.11 and nothing else.

    python3 run.py                    checks the records: intlstrat check
    python3 run.py --show all         the same, with options
    python3 run.py report --output rapport.pdf     the paper for the council; installs what it is made with
    python3 run.py lsp                a language server, for an editor to start; installs what it is made with
    python3 run.py explain 4f         any other command of intlstrat
    python3 run.py test               installs the tools and runs the tests; what follows goes to pytest

The first run makes a virtual environment in `.venv` beside this file (or where INTLSTRAT_VENV says) and installs the
project and what it needs there. Nothing outside that folder is touched. Later runs go straight to the work; they
install anew only where pyproject.toml has changed or the clone has moved.

Old Pythons must be able to read this file, to be told that they are too old: nothing newer than 3.6 in here.
"""

import hashlib
import os
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.abspath(os.environ.get("INTLSTRAT_VENV") or os.path.join(HERE, ".venv"))
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "intlstrat-run.txt")
NEEDS = {"test": "dev", "report": "report", "lsp": "lsp"}
"""What has to be installed besides the project itself, by command; `dev` has everything."""
NOT_CHECKED = 2
INTERRUPTED = 130

TOO_OLD = """\
intlstrat trenger Python 3.11 eller nyere. Dette er Python {found}.
  Installer en nyere Python, og bruk den: python3.11 run.py (Windows: py -3.11 run.py)
intlstrat needs Python 3.11 or newer. This is Python {found}.
  Install a newer Python, and use that one: python3.11 run.py (Windows: py -3.11 run.py)"""

SETTING_UP = """\
Setter opp intlstrat i {venv}. Det tar om lag et minutt. Neste gang starter det med en gang.
Setting up intlstrat in {venv}. It takes about a minute. The next run starts at once."""

NO_VENV = """\
Det gikk ikke å lage et virtuelt miljø i {venv}.
  Debian og Ubuntu: sudo apt install python3-venv - og kjør kommandoen på nytt.
  Ellers: se om det er plass på disken, og om du har lov til å skrive i mappen.
No virtual environment could be made in {venv}.
  Debian and Ubuntu: sudo apt install python3-venv - and run the command again.
  Otherwise: see whether the disk has room and you may write in the folder."""

NO_INSTALL = """\
Det gikk ikke å installere det intlstrat trenger. Meldingen over sier hvorfor.
  Er maskinen på nett? Rett det som er galt, og kjør kommandoen på nytt.
What intlstrat needs could not be installed. The message above says why.
  Is the machine online? Mend what is wrong, and run the command again."""


class SetUpError(Exception):
    """What to tell whoever runs this."""


def tell(text: str, **values: str) -> None:
    """Writes to standard error, in whatever characters it can carry."""
    encoding = sys.stderr.encoding or "ascii"
    line = text.format(**values) + "\n"
    sys.stderr.write(line.encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()


def wanted_stamp(extra: str) -> str:
    """What the stamp says when everything that `extra` needs is installed for this clone, as it is now."""
    with open(os.path.join(HERE, "pyproject.toml"), "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    return "\n".join([HERE, digest, extra])


def stamped() -> str:
    """What the stamp says; nothing where there is none."""
    try:
        with open(STAMP, encoding="utf-8", errors="surrogateescape") as file:
            return file.read()
    except OSError:
        return ""


def installed() -> "list[str]":
    """The extras that the stamp names, whatever clone and time it is of."""
    return [extra for extra in stamped().split("\n")[-1].split(",") if extra in NEEDS.values()]


def is_ready(extra: str) -> bool:
    """Whether a run can go straight to the work. What is installed for more serves for less."""
    extras = installed()
    enough = not extra or extra in extras or "dev" in extras
    return enough and stamped() == wanted_stamp(",".join(extras)) and is_whole()


def is_whole() -> bool:
    """Whether the environment has a Python, and the Python that it was made from is still there."""
    try:
        with open(os.path.join(VENV, "pyvenv.cfg"), encoding="utf-8") as file:
            config = dict(line.strip().partition(" = ")[::2] for line in file)
    except (OSError, ValueError):
        return False
    made_with = config.get("executable") or os.path.realpath(PYTHON)
    replaced = os.path.islink(PYTHON) and os.path.realpath(PYTHON) != made_with
    return os.path.exists(PYTHON) and os.path.isdir(config.get("home", "")) and not replaced


def succeeds(*command: str) -> bool:
    """Runs a command; shows what it said only if it failed."""
    # A user's own settings of pip may say --user or --target, and would then install outside the environment.
    environment = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", PYTHONUTF8="1")
    for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONHOME", "PYTHONPATH"):
        environment.pop(name, None)
    done = subprocess.run(command, env=environment, cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        tell("{said}", said=done.stdout.decode("utf-8", "replace").rstrip())
    return done.returncode == 0


def has(python: str, module: str) -> bool:
    """Whether that Python has a module."""
    probe = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.call([python, "-P", "-c", probe]) == 0


def pip(base: str) -> "list[str]":
    """The pip to install with: the environment's, or else that of the Python which made it.

    Debian's Python cannot put pip into an environment unless python3-venv is installed, but its own pip can
    install into one.
    """
    if not has(PYTHON, "pip") and has(base, "ensurepip"):
        succeeds(PYTHON, "-P", "-m", "ensurepip", "--default-pip")
    if has(PYTHON, "pip"):
        return [PYTHON, "-P", "-m", "pip"]
    if has(base, "pip"):
        return [base, "-P", "-m", "pip", "--python", PYTHON]
    raise SetUpError(NO_VENV)


def set_up(extra: str) -> None:
    """Makes the environment where there is none that works, and installs the project into it.

    What was installed for another command stays: whoever makes reports and uses an editor needs both.
    """
    base = getattr(sys, "_base_executable", None) or sys.executable
    extras = ",".join(sorted({*installed(), extra} - {""}))
    stamp = wanted_stamp(extras)
    tell(SETTING_UP, venv=VENV)
    if os.path.exists(STAMP):
        os.remove(STAMP)
    if not is_whole() and not succeeds(base, "-P", "-m", "venv", "--clear", "--without-pip", VENV):
        raise SetUpError(NO_VENV)
    project = f".[{extras}]" if extras else "."
    if not succeeds(*pip(base), "install", "--quiet", "--editable", project):
        raise SetUpError(NO_INSTALL)
    with open(STAMP + ".new", "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(stamp)
    os.replace(STAMP + ".new", STAMP)


def become(arguments: "list[str]", **variables: str) -> int:
    """Runs the environment's Python in this one's place. -P: nothing in the working folder is taken for code."""
    os.environ.update(variables)
    # The clone comes first on the path: the file that an editable install leaves for this is misread
    # by Python 3.11 on Windows where the folder's name has letters such as æ, ø and å.
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = HERE + os.pathsep + path if path else HERE
    command = [PYTHON, "-P", *arguments]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(PYTHON, command)
    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue


def holds_data(folder: str) -> bool:
    """Whether a folder, or one above it, is a data repo."""
    while True:
        if any(os.path.isdir(os.path.join(folder, "data", kind)) for kind in ("partners", "projects")):
            return True
        if os.path.dirname(folder) == folder:
            return False
        folder = os.path.dirname(folder)


def command_line(arguments: "list[str]") -> "list[str]":
    """The arguments of intlstrat: a command of its own, or those of `check`."""
    first = arguments[0] if arguments else ""
    is_path = "/" in first or os.sep in first or first.endswith((".yaml", ".yml"))
    is_command = first and not first.startswith("-") and not is_path
    if first in ("--help", "--version") or (is_command and first not in ("check", "report")):
        return arguments
    command, rest = (first, arguments[1:]) if is_command else ("check", arguments)
    says_root = any(argument.split("=")[0] == "--root" for argument in rest)
    # Started from anywhere else, it takes the records that came with the clone.
    root = [] if says_root or holds_data(os.getcwd()) else ["--root", HERE]
    return [command, *root, *rest]


def called() -> str:
    """How this was called, for what intlstrat suggests to type next."""
    if os.name == "nt":
        return subprocess.list2cmdline(["py", sys.argv[0]])
    return "python3 " + shlex.quote(sys.argv[0])


def main(arguments: "list[str]") -> int:
    """Sets up what is missing, and runs what was asked for."""
    if sys.version_info < (3, 11):
        tell(TOO_OLD, found=".".join(str(part) for part in sys.version_info[:3]))
        return NOT_CHECKED
    tests = arguments[:1] == ["test"]
    extra = NEEDS.get(arguments[0], "") if arguments else ""
    try:
        if not is_ready(extra):
            set_up(extra)
    except SetUpError as error:
        tell(str(error), venv=VENV)
        return NOT_CHECKED
    except OSError as error:
        tell("{reason}", reason=str(error))
        tell(NO_VENV, venv=VENV)
        return NOT_CHECKED
    if tests:
        os.chdir(HERE)
        return become(["-m", "pytest", *arguments[1:]])
    return become(["-m", "intlstrat", *command_line(arguments)], INTLSTRAT_CALLED=called())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
