#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes the .deb from a build folder and looks whether it holds and names what it must.

set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
build=${1:?usage: packaging/check-package.sh BUILD-FOLDER}

cmake --build "$build" >/dev/null # cpack installs what lies there, however old
folder=$(mktemp --directory)
trap 'rm --recursive --force "$folder"' EXIT
(cd "$build" && cpack -G DEB -B "$folder/out" >"$folder/cpack.log" 2>&1) || {
    tail --lines=40 "$folder/cpack.log"
    exit 1
}
packages=("$folder"/out/*.deb)
dpkg-deb --extract "${packages[0]}" "$folder/root"

wrong=0
for file in usr/bin/dogwatch usr/bin/dogwatch-hook usr/bin/dogwatchctl \
    usr/share/applications/org.dogwatch.Dogwatch.desktop \
    usr/share/metainfo/org.dogwatch.Dogwatch.metainfo.xml \
    usr/share/icons/hicolor/scalable/apps/org.dogwatch.Dogwatch.svg \
    usr/share/doc/dogwatch/copyright; do
    if [[ ! -f $folder/root/$file ]]; then
        echo "The package lacks $file"
        wrong=1
    fi
done
desktop-file-validate "$folder/root/usr/share/applications/org.dogwatch.Dogwatch.desktop" || wrong=1
appstreamcli validate --no-net "$folder/root/usr/share/metainfo/org.dogwatch.Dogwatch.metainfo.xml" ||
    wrong=1

# dpkg-shlibdeps does not see what QML imports: ask Qt, and ask dpkg whose files those are.
depends=$(dpkg-deb --field "${packages[0]}" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//')
libraries=$(qtpaths6 --query QT_INSTALL_QML)
scanner=$(qtpaths6 --query QT_HOST_LIBEXECS)/qmlimportscanner
while read -r module; do
    owner=$(dpkg-query --search "$module/qmldir" | cut --delimiter=: --fields=1)
    if ! grep --quiet --line-regexp --fixed-strings "$owner" <<<"$depends"; then
        echo "QML imports $module, but the package does not depend on $owner"
        wrong=1
    fi
done < <("$scanner" -rootPath qml -importPath "$libraries" | python3 -c '
import json, sys
for entry in json.load(sys.stdin):
    path = entry.get("path", "")
    if path.startswith(sys.argv[1]):
        print(path)' "$libraries" | sort --unique)

# shellcheck disable=SC2016 # dpkg's own names
dpkg-deb --show --showformat '${Package} ${Version}, ${Installed-Size} kB\n' "${packages[0]}"
exit "$wrong"
