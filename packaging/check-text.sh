#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What no compiler sees: licence headers, things left for later, paths of one machine, the shell
# scripts. Looks at all files that git has or would take. Prints what is wrong, exit code 1 then.

set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=packaging/project-files.sh
. packaging/project-files.sh

wrong=0

# Prints each finding of a search; "nothing found" is what is hoped for.
complain() {
    local what=$1 found=$2
    if [[ -n $found ]]; then
        printf '%s:\n%s\n' "$what" "$found"
        wrong=1
    fi
}

# Recordings and the licence are text that is not ours to reword; pictures are no text.
mapfile -d '' -t texts < <(project_files ':!LICENSE' ':!*.jsonl' ':!*.png' ':!tests/fuzz/corpus' ':!tests/data')
mapfile -d '' -t sources < <(project_files '*.cpp' '*.h' '*.c' '*.qml' '*.js' '*.py' '*.sh' '*.cmake' \
    '*CMakeLists.txt' '*.desktop' '*.xml' '*.supp' 'tests/tools/make-demo' '.ci/run')
mapfile -d '' -t scripts < <(project_files '*.sh' '.ci/run')

if ((${#sources[@]} == 0)); then
    echo "No files found: is this a git work tree?"
    exit 1
fi

complain "No licence header" \
    "$(grep --files-without-match 'SPDX-FileCopyrightText: The Dogwatch authors' "${sources[@]}" || true)"
complain "No licence named" \
    "$(grep --files-without-match 'SPDX-License-Identifier: ' "${sources[@]}" || true)"

search() { grep --line-number --with-filename --binary-files=without-match --extended-regexp "$@" || true; }

# The brackets keep this script from finding itself.
complain "Left for later" "$(search '\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b' "${texts[@]}")"
complain "A path of one machine" \
    "$(search '(^|[^A-Za-z0-9._])/(w[o]rk|r[o]ot|U[s]ers)/' "${texts[@]}")"
complain "A home folder that is not the tests' /home/dev" \
    "$(search '/h[o]me/[a-z]{2}' "${texts[@]}" | grep --invert-match '/h[o]me/dev\b' || true)"
complain "A conflict that is not solved" "$(search '^(<{7}|>{7}|={7})( |$)' "${texts[@]}")"
complain "Space at the end of a line" "$(search '[[:blank:]]$' "${texts[@]}" | cut --characters=1-160)"
complain "Carriage return" "$(grep --files-with-matches $'\r$' "${texts[@]}" || true)"
complain "Longer than 400 lines; does it have one purpose?" \
    "$(project_files 'src/*' 'qml/*' | xargs --null wc --lines | awk '$1 > 400 && $2 != "total"')"
complain "Cannot be executed" \
    "$(find .ci/run packaging/run.sh packaging/test.sh tests/tools/make-demo ! -perm -u+x)"

complain "shellcheck" "$(shellcheck --external-sources "${scripts[@]}" 2>&1)" || true

((wrong == 0)) && echo "${#sources[@]} sources, ${#texts[@]} texts, ${#scripts[@]} scripts: nothing found"
exit "$wrong"
