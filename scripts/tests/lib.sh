# Sourced by the tests of the scripts: small throw-away houses, checks with a name, a closing line.
# Each test file ends with `finish`, which prints "N passed, N failed" and exits accordingly.
# shellcheck shell=bash
set -uo pipefail
shopt -s lastpipe   # so that checks at the end of a pipe are counted
export LC_ALL=C.UTF-8
# shellcheck disable=SC2034  # used by the tests that source this
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
sandbox=$(mktemp -d)
trap 'rm -rf --one-file-system "$sandbox"' EXIT
passed=0
failed=0

# put PATH : writes standard input to a file of the sandbox, with its folders.
put() {
  mkdir -p "$(dirname "$sandbox/$1")"
  cat >"$sandbox/$1"
}

# check NAME COMMAND... : passes when the command succeeds.
check() {
  local name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED: $name" >&2
    sed 's/^/  | /' "$sandbox/.output" >&2 2>/dev/null || true
  fi
}

# run COMMAND... : keeps what it prints and its exit status for the checks that follow.
run() {
  "$@" >"$sandbox/.output" 2>&1
  status=$?
}
succeeds() { [ "$status" = 0 ]; }
fails() { [ "$status" != 0 ]; }
says() { grep -qF -- "$1" "$sandbox/.output"; }
is_silent_about() { ! says "$1"; }

finish() {
  echo "$(basename "$0"): $passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}
