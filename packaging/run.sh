#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds Dogwatch on Debian 12 and starts it with the arguments given, for example --demo.
# Installs what is missing (as root, or with sudo). Safe to repeat; does nothing that is done.

set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=packaging/debian-packages.sh
. packaging/debian-packages.sh

needs_display=yes
for argument in "$@"; do
    case $argument in
    --headless | --help | -h | --version | -v) needs_display=no ;;
    esac
done
if [[ $needs_display == yes && -z ${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-} ]]; then
    cat >&2 <<'TEXT'
There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open.
Start this from a desktop session, or without a window:   packaging/run.sh --headless
or under a virtual display (package xvfb):                xvfb-run -a packaging/run.sh --demo
TEXT
    exit 1
fi

dogwatch_install "${DOGWATCH_RUN_PACKAGES[@]}" "${DOGWATCH_DESKTOP_PACKAGES[@]}" "${DOGWATCH_BUILD_PACKAGES[@]}"
# What is built is told on stderr: stdout is the program's.
if [[ ! -f build/release/build.ninja ]]; then
    cmake --preset release >&2
fi
cmake --build build/release --parallel "$(nproc)" --target dogwatch dogwatch-hook dogwatchctl >&2
exec build/release/bin/dogwatch "$@"
