# shellcheck shell=bash
# SPDX-FileCopyrightText: The Dogwatch authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Debian 12 packages that Dogwatch needs, each named here and nowhere else, and how to get them.
# To be sourced by bash; nothing happens by itself.
# shellcheck disable=SC2034 # used by those who source it

# To run it. The .deb depends on the same: CMakeLists.txt reads this list.
DOGWATCH_RUN_PACKAGES=(
    libqt6sql6-sqlite
    qml6-module-qtqml
    qml6-module-qtqml-models
    qml6-module-qtqml-workerscript
    qml6-module-qtquick
    qml6-module-qtquick-controls
    qml6-module-qtquick-templates
    qml6-module-qtquick-window
)

# Good to have while it runs: Wayland, software OpenGL, a font, SVG icons in menus.
DOGWATCH_DESKTOP_PACKAGES=(
    fonts-dejavu-core
    fonts-droid-fallback
    libgl1-mesa-dri
    libqt6svg6
    qt6-translations-l10n
    qt6-wayland
)

DOGWATCH_BUILD_PACKAGES=(
    ccache
    cmake
    g++
    libboost-dev
    libsimdjson-dev
    libsqlite3-dev
    libssl-dev
    libxcb1-dev
    libzstd-dev
    ninja-build
    pkgconf
    qt6-base-dev
    qt6-declarative-dev
    qt6-l10n-tools
    qt6-tools-dev
)

DOGWATCH_TEST_PACKAGES=(
    appstream
    clang-14
    clang-format-14
    dbus
    desktop-file-utils
    dpkg-dev
    dunst
    file
    git
    libclang-rt-14-dev
    lld
    llvm-14
    python3
    qml6-module-qttest
    shellcheck
    tmux
    util-linux
    xauth
    xvfb
)

# Prints those of the packages named that are not installed.
dogwatch_missing() {
    local installed package
    installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        grep --quiet --line-regexp --fixed-strings "installed $package" <<<"$installed" || echo "$package"
    done
}

# Installs those of the packages named that are missing; asks the network only then.
dogwatch_install() {
    local missing sudo=()
    if ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian: dpkg-query is not there. Install what CONTRIBUTING.md names by hand." >&2
        return 1
    fi
    mapfile -t missing < <(dogwatch_missing "$@")
    if ((${#missing[@]} == 0)); then
        return 0
    fi
    echo "Installing ${missing[*]}" >&2
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "That needs root, and sudo is not there. As root: apt-get install ${missing[*]}" >&2
            return 1
        fi
        sudo=(sudo)
        # Without a terminal nobody can type a password: fail at once instead of waiting for it.
        [[ -t 0 ]] || sudo+=(--non-interactive)
        sudo+=(env)
    fi
    "${sudo[@]}" apt-get --quiet --option Acquire::Retries=3 update >&2 || return 1
    DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get --quiet --yes --no-install-recommends \
        --option DPkg::Lock::Timeout=300 --option Acquire::Retries=3 --option Dpkg::Use-Pty=0 \
        install "${missing[@]}" >&2
}
