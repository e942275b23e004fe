# shellcheck shell=bash
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# To be sourced by bash, in the project's folder.

# Prints the files that git has or would take and that are there, as git's patterns name them. Names
# end in NUL. In a container the folder often belongs to somebody else, which git refuses by default.
project_files() {
    local file
    git -c safe.directory='*' ls-files --cached --others --exclude-standard -z -- "$@" |
        while IFS= read -r -d '' file; do
            if [[ -f $file ]]; then
                printf '%s\0' "$file"
            fi
        done
}
