#!/bin/sh
# Installs the Chromium that the browser tests drive, where there is none and root on Debian or Ubuntu may do so.
# Anywhere else it says what is missing; the browser tests then fail with the same words.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" > /dev/null; then exit 0; fi
done
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    echo "error: the browser tests need Chromium: install the package \`chromium\`" >&2
    exit 1
fi
echo "Installing Chromium for the browser tests (a minute, once)"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core > /dev/null
