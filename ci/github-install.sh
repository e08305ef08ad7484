#!/usr/bin/env bash
# Installs the intlstrat that the action was taken from, in a virtual environment of its own: the second step of action.yml.
#
# In: GITHUB_ACTION_PATH, RUNNER_TEMP, and PYTHON_TO_USE, the Python to use; empty for the runner's own.
# Out: `python` in GITHUB_OUTPUT, the Python that intlstrat is installed for.
set -euo pipefail

python=${PYTHON_TO_USE:-$(command -v python3 || command -v python || true)}

# What the checked-out repository calls pip.py or json.py is not taken for code: -I, and for what pip itself starts,
# no paths of the job's own.
unset PYTHONPATH PYTHONHOME
if [ -z "$python" ] || ! "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "intlstrat needs Python 3.11 or newer, and the runner's own is older or missing. Give python-version." >&2
    exit 2
fi

folder=$(mktemp -d "$RUNNER_TEMP/intlstrat.XXXXXX")
"$python" -I -m venv "$folder/venv"
inside=$folder/venv/bin/python
[ -e "$inside" ] || inside=$folder/venv/Scripts/python.exe

# The job's own settings of pip may say --user or --target, and would then install outside the environment.
env -u PIP_TARGET -u PIP_PREFIX PIP_USER=0 \
    "$inside" -I -m pip install --quiet --no-compile --disable-pip-version-check "$GITHUB_ACTION_PATH"
printf 'python=%s\n' "$inside" >> "$GITHUB_OUTPUT"
