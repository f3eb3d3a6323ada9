#!/bin/sh
# Install Debian packages where a check fails and this user may; else say what to install.
# usage: need.sh WHAT 'CHECK COMMAND' PACKAGE...
set -eu
what=$1 check=$2
shift 2
if sh -c "$check" >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing $what ($*)"
  apt-get update -q >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >/dev/null
  sh -c "$check" >/dev/null 2>&1 && exit 0
fi
echo "kg needs $what. Install it, for example: sudo apt-get install $*" >&2
exit 1
