#!/bin/sh
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make-screens.sh PROGRAM FOLDER: pictures of the window in every state, size and colour, to be looked
# at. PROGRAM is dogwatch-screens; a virtual display is started for it and stopped again.
set -eu
program=$1
folder=$2
mkdir -p "$folder"
number=$folder/.display
Xvfb -displayfd 3 -screen 0 2700x1600x24 3>"$number" 2>/dev/null &
xvfb=$!
trap 'kill $xvfb 2>/dev/null; rm -f "$number"' EXIT
while [ ! -s "$number" ]; do
    kill -0 $xvfb
    sleep 0.1
done
DISPLAY=:$(cat "$number")
QT_QPA_PLATFORM=xcb
LIBGL_ALWAYS_SOFTWARE=1
export DISPLAY QT_QPA_PLATFORM LIBGL_ALWAYS_SOFTWARE
for colours in light dark; do
    "$program" "$folder" 1280x800 $colours
    "$program" "$folder" 900x600 $colours empty failed 2 30 100 trouble wall
    # 2560x1440 pixels at two for each unit.
    QT_SCALE_FACTOR=2 "$program" "$folder/scale2" 1280x720 $colours empty failed 2 30 100
done
