#!/usr/bin/env bash
# What the tests need from the system: Chromium for the end-to-end tests, PostgreSQL for the shared pair, and the
# OpenMP library that LightGBM looks for.
# Installs it where this user may; else prints the exact command and fails.
set -euo pipefail
needed=()
command -v chromium >/dev/null || needed+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || needed+=(postgresql)
ldconfig -p | grep -q 'libgomp\.so\.1' || needed+=(libgomp1)
[ ${#needed[@]} -eq 0 ] && exit 0
command="apt-get install -y --no-install-recommends ${needed[*]}"
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "     Installing ${needed[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  $command -qq >/dev/null
else
  echo "The tests need ${needed[*]}. Install it with:  sudo $command" >&2
  exit 1
fi
