# Shared by the scripts here. To be sourced, after `set -eu`.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
cd "$root"

say() { printf '%s\n' "$*"; }

# Exit code 4: something outside the project is missing.
give_up() {
    printf '%s\n' "$@" >&2
    exit 4
}

# phase NAME COMMAND...: runs the command, a single one since `set -e` does not
# reach into it, and says how many minutes it took.
# With CHANCERY_PHASES, also notes it in that file for the summary of .ci/run.
phase() {
    local name=$1 begun=$SECONDS code=0
    shift
    say "==> $name"
    "$@" || code=$?
    local minutes
    minutes=$(awk -v s=$((SECONDS - begun)) 'BEGIN { printf "%.1f", s / 60 }')
    local word=done
    [ "$code" = 0 ] || word="FAILED with code $code"
    say "<== $name: $word, $minutes min"
    [ -z "${CHANCERY_PHASES:-}" ] || printf '%6s min  %s%s\n' "$minutes" "$name" \
        "$([ "$code" = 0 ] || echo "  ($word)")" >>"$CHANCERY_PHASES"
    return "$code"
}
