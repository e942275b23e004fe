#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing on Debian 12 and runs the checks, all of them or those named. A check that
# fails does not keep the others from running; the end says which did, and the exit code is then 1.

set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=packaging/debian-packages.sh
. packaging/debian-packages.sh
# shellcheck source=packaging/project-files.sh
. packaging/project-files.sh
SELF=$PWD/packaging/test.sh

declare -A CHECKS=(
    [hygiene]="headers, leftovers, paths of one machine, shell scripts"
    [format]="clang-format 14 over src and tests"
    [ci]="build without a warning, all tests (windows under a virtual display)"
    [lint]="qmllint without a warning"
    [crash]="kill -9 under load, ${DOGWATCH_CRASH_ROUNDS:=50} rounds"
    [package]="the .deb: its files, desktop entry, metainfo, dependencies"
    [asan]="AddressSanitizer and UBSan over the tests"
    [fuzz]="each fuzzer for ${DOGWATCH_FUZZ_SECONDS:=60} seconds"
    [tsan]="ThreadSanitizer over the concurrent tests"
)
ORDER=(hygiene format ci lint crash package asan fuzz tsan)
LOGS=$PWD/build/test-logs
JOBS=$(nproc)

usage() {
    echo "Usage: packaging/test.sh [--no-install] [CHECK...]"
    echo "Runs all checks, or those named:"
    for check in "${ORDER[@]}"; do
        printf '  %-9s %s\n' "$check" "${CHECKS[$check]}"
    done
    echo "DOGWATCH_FUZZ_SECONDS and DOGWATCH_CRASH_ROUNDS change how long; logs are in build/test-logs."
}

# Runs a command whose output is of interest only when it fails.
quietly() {
    local log=$LOGS/$1
    shift
    if ! "$@" >"$log" 2>&1; then
        grep --extended-regexp --context=3 --max-count=20 'FAILED:|error:|Error' "$log" | head -80 || true
        tail --lines=40 "$log"
        echo "The whole of it: $log"
        return 1
    fi
}

# Configures and builds a preset. lld links many small test programs in a fraction of the time.
build() {
    local preset=$1 target=${2:-all}
    quietly "$preset-configure.log" cmake --preset "$preset" -DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=lld
    quietly "$preset-build.log" cmake --build "build/$preset" --parallel "$JOBS" --target "$target"
}

# The sanitizers of clang 14 do not cope with the wide address randomisation of newer kernels.
without_aslr() {
    if setarch "$(uname -m)" --addr-no-randomize true 2>/dev/null; then
        setarch "$(uname -m)" --addr-no-randomize "$@"
    else
        "$@"
    fi
}

# ctest on a build folder, with a home and a display of its own: never the user's.
run_tests() {
    local preset=$1 home status=0
    shift
    home=$(mktemp --directory)
    mkdir --mode=0700 "$home/run"
    env --unset=DBUS_SESSION_BUS_ADDRESS --unset=WAYLAND_DISPLAY \
        HOME="$home" XDG_RUNTIME_DIR="$home/run" LC_ALL=C.UTF-8 \
        xvfb-run --auto-servernum --server-args='-screen 0 1440x900x24' \
        ctest --test-dir "build/$preset" --parallel "$JOBS" --output-on-failure --no-tests=error "$@" ||
        status=$?
    rm --recursive --force "$home"
    return $status
}

check_hygiene() { packaging/check-text.sh; }

check_format() {
    project_files 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h' |
        xargs --null --no-run-if-empty clang-format-14 --dry-run -Werror
}

check_ci() {
    build ci
    run_tests ci
}

check_lint() {
    build ci
    quietly lint.log cmake --build build/ci --target all_qmllint
    # qmllint 6.4 ends with 0 whatever it finds.
    if grep --extended-regexp '^(Warning|Error|Info):' "$LOGS/lint.log"; then
        return 1
    fi
    echo "no warnings"
}

check_crash() {
    build ci
    export DOGWATCH_CRASH_ROUNDS
    run_tests ci --label-regex '^crash$'
}

check_package() {
    build ci
    packaging/check-package.sh build/ci
}

check_asan() {
    build asan
    export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-14
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=print_stacktrace=1
    export LSAN_OPTIONS=suppressions=$PWD/tests/tools/lsan.supp:print_suppressions=0
    without_aslr_tests asan --label-exclude '^no-asan$'
}

check_fuzz() {
    build asan
    export ASAN_SYMBOLIZER_PATH=/usr/bin/llvm-symbolizer-14
    local fuzzers=(build/asan/bin/fuzz_*)
    [[ -x ${fuzzers[0]} ]] || { echo "There is no fuzzer in build/asan/bin."; return 1; }
    printf '%s\0' "${fuzzers[@]}" | xargs --null --max-args=1 --max-procs="$JOBS" "$SELF" --fuzz
}

# One fuzzer on a copy of its corpus; what it finds stays in the logs' folder.
fuzz_one() {
    local name corpus log
    name=$(basename "$1")
    log=$LOGS/$name.log
    corpus=$(mktemp --directory)
    # shellcheck disable=SC2064 # the folder of now
    trap "rm --recursive --force '$corpus'" EXIT
    if [[ -d tests/fuzz/corpus/${name#fuzz_} ]]; then
        cp --recursive "tests/fuzz/corpus/${name#fuzz_}/." "$corpus"
    fi
    if ! without_aslr "$1" -max_total_time="$DOGWATCH_FUZZ_SECONDS" -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$LOGS/$name-" "$corpus" >"$log" 2>&1; then
        tail --lines=40 "$log"
        echo "$name: FAILED, see $log"
        return 1
    fi
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, none bad"
}

check_tsan() {
    build tsan concurrent_tests
    # Qt is not built with the sanitizer: only what our own code does counts. Its glib event loop
    # synchronises where the sanitizer can't see it.
    export QT_NO_GLIB=1
    export TSAN_OPTIONS=ignore_noninstrumented_modules=1:suppressions=$PWD/tests/tools/tsan.supp:external_symbolizer_path=/usr/bin/llvm-symbolizer-14
    without_aslr_tests tsan --label-regex '^concurrent$'
}

without_aslr_tests() {
    # A function can't be run by setarch, so this script is.
    without_aslr "$SELF" --tests "$@"
}

# One check in a shell of its own, so that its first failing command ends it.
run_check() {
    local check=$1 began=$SECONDS status=PASSED
    printf '\n== %s: %s\n' "$check" "${CHECKS[$check]}"
    "$SELF" --inside "$check" 2>&1 | tee "$LOGS/$check.log" || status=FAILED
    RESULTS+=("$(printf '%s %4d s  %s' "$status" $((SECONDS - began)) "$check")")
    echo "${RESULTS[-1]}"
    [[ $status == PASSED ]] || FAILED=1
}

mkdir --parents "$LOGS"
case ${1:-} in
--inside) "check_$2"; exit ;;
--tests) shift; run_tests "$@"; exit ;;
--fuzz) fuzz_one "$2"; exit ;;
--help | -h) usage; exit ;;
esac

install=yes
if [[ ${1:-} == --no-install ]]; then
    install=no
    shift
fi
for check in "$@"; do
    if [[ -z ${CHECKS[$check]:-} ]]; then
        echo "There is no check '$check'." >&2
        usage >&2
        exit 2
    fi
done
if (($# == 0)); then
    set -- "${ORDER[@]}"
fi

export DOGWATCH_FUZZ_SECONDS
if [[ -n ${DOGWATCH_SAMPLES:-} ]]; then
    export DOGWATCH_SAMPLES
fi
if [[ $install == yes ]]; then
    dogwatch_install "${DOGWATCH_RUN_PACKAGES[@]}" "${DOGWATCH_DESKTOP_PACKAGES[@]}" \
        "${DOGWATCH_BUILD_PACKAGES[@]}" "${DOGWATCH_TEST_PACKAGES[@]}"
fi

RESULTS=()
FAILED=0
for check in "$@"; do
    run_check "$check"
done
printf '\n== Summary after %d s\n' "$SECONDS"
printf '%s\n' "${RESULTS[@]}"
if ((FAILED)); then
    echo "Some checks failed; their logs are in build/test-logs."
    exit 1
fi
echo "All checks passed."
