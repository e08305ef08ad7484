#!/usr/bin/env bash
# Runs `intlstrat check` as the inputs say, and ends with its exit: the third step of action.yml.
#
# In: GITHUB_ACTION_PATH; INTLSTRAT_PYTHON; the inputs of the action as INPUT_…; PULL_REQUEST_BASE and PULL_REQUEST_HEAD, commits, empty
# where there is no pull request. Out: `exit`, and `json` and `sarif` where those files were written, in GITHUB_OUTPUT.
#
# Every value is one argument, joined to its option with "=": whatever it says, it is no option and no command.
set -euo pipefail

# Where git cannot tell, it says nothing, and the tool says what is the matter.
commit() { git -C "$INPUT_ROOT" rev-parse --verify --quiet --end-of-options "$1^{commit}" 2> /dev/null; }

# The commit that the pull request is to be merged into.
base() {
    [ -n "$PULL_REQUEST_BASE" ] || return 0
    # GitHub checks out the pull request as merged, and its first parent is then what it was merged into. The base that
    # the event names may be older: changes of others that have come since would be laid at the door of this one.
    if [ -n "$PULL_REQUEST_HEAD" ] && [ "$(commit HEAD^2)" = "$PULL_REQUEST_HEAD" ]; then
        commit HEAD^1
    elif commit "$PULL_REQUEST_BASE" > /dev/null; then
        git -C "$INPUT_ROOT" merge-base "$PULL_REQUEST_BASE" HEAD 2> /dev/null || echo "$PULL_REQUEST_BASE"
    else
        echo "$PULL_REQUEST_BASE" # not in the clone: the tool says how to fetch it
    fi
}

# Under pull_request_target the base is checked out: the change would be held against itself, and always be well.
if [ -n "$PULL_REQUEST_HEAD" ] && [ "$(git -C "$INPUT_ROOT" rev-parse --is-shallow-repository 2> /dev/null)" = false ] &&
    ! git -C "$INPUT_ROOT" merge-base --is-ancestor "$PULL_REQUEST_HEAD" HEAD 2> /dev/null; then
    echo "What is checked out does not hold the pull request. Check out the pull request itself." >&2
    exit 2
fi

arguments=(check "--root=$INPUT_ROOT")
add() { [ -z "$2" ] || arguments+=("$1=$2"); }

since=$INPUT_SINCE
[ "$since" != auto ] || since=$(base)
waivers_from=$INPUT_WAIVERS_FROM
[ "$waivers_from" != auto ] || waivers_from=$(base)
add --since "$since"
add --waivers-from "$waivers_from"
add --until "$INPUT_UNTIL"
add --fail-on "$INPUT_FAIL_ON"
add --as-of "$INPUT_AS_OF"
add --rules "$INPUT_RULES"
add --lang "$INPUT_LANG"

folder=$(mktemp -d "$RUNNER_TEMP/intlstrat.XXXXXX")
files=(json)
case $INPUT_UPLOAD_SARIF in
    true) files+=(sarif) ;;
    false | "") ;;
    *)
        echo "upload-sarif is neither true nor false." >&2
        exit 2
        ;;
esac
for kind in "${files[@]}"; do
    arguments+=("--output=$folder/intlstrat.$kind")
done

exit=0
"$INTLSTRAT_PYTHON" -I -X utf8 -m intlstrat "${arguments[@]}" || exit=$?

if [ -f "$folder/intlstrat.sarif" ]; then
    "$INTLSTRAT_PYTHON" -I "$GITHUB_ACTION_PATH/ci/without_suppressed.py" "$folder/intlstrat.sarif"
fi
printf 'exit=%s\n' "$exit" >> "$GITHUB_OUTPUT"
for kind in "${files[@]}"; do
    [ ! -f "$folder/intlstrat.$kind" ] || printf '%s=%s\n' "$kind" "$folder/intlstrat.$kind" >> "$GITHUB_OUTPUT"
done
exit "$exit"
