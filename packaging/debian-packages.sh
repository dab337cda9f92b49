#!/bin/sh
# Sees to it that Debian's packages for a purpose are there: venv | window | test.
# As root they are installed; otherwise the command to run is named.
set -eu
packages=""
python=python3
for purpose in "$@"; do
    case "$purpose" in
    venv) packages="$packages python3-venv" ;;
    window) packages="$packages libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 \
        libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 \
        libxcb-shape0 libxcb-xkb1 libxcb-render0 libxcb-shm0 libxcb-sync1 libxcb-util1 libxcb-xfixes0 \
        libx11-xcb1 libglib2.0-0" ;;
    test) packages="$packages poppler-utils mupdf-tools libreoffice-calc fonts-lao fonts-noto-core \
        chromium" ;;
    *) python=$purpose ;;
    esac
done
case "$*" in
venv*) if command -v "$python" >/dev/null && "$python" -c 'import ensurepip, venv' 2>/dev/null; then exit 0; fi ;;
esac
command -v dpkg-query >/dev/null || exit 0
missing=""
for package in $packages; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    echo "Installing Debian packages:$missing"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "These Debian packages are missing; ask whoever looks after this machine to run:" >&2
    echo "    apt-get install$missing" >&2
    case "$*" in venv*) exit 1 ;; esac
fi
