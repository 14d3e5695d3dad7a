#!/usr/bin/env bash
# Kith adapter.   usage: kith.sh setup|start|stop SCRATCH [NUSERS]
#   KITH_BINARY  the kith binary     PORT  listening port (default 18081)
#   KITH_OPTIONS further serve options, as in "--set database.durability=normal"
# setup: makes SCRATCH, starts the server, makes NUSERS (default 102) users with tokens in SCRATCH/tokens.json, leaves it running.
# start/setup print: PID=<server> EXTRA_PIDS= BASE_URL=<url>
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cmd=$1; S=$2; N=${3:-102}
: "${KITH_BINARY:?set KITH_BINARY}"
PORT=${PORT:-18081}
mkdir -p "$S"; S=$(cd "$S" && pwd)
base=http://localhost:$PORT
options=(--data "$S/data" --set "server.listen=127.0.0.1:$PORT" --set "server.base_url=$base" --set "server.domain=localhost:$PORT"
  --set server.rate_limits=false --set server.metrics_listen=
  --set server.nudges=false) # a load of random words now and then looks like advertising, and nobody is there to be asked

start() {
  # shellcheck disable=SC2086
  nohup setsid "$KITH_BINARY" serve "${options[@]}" ${KITH_OPTIONS:-} >>"$S/server.log" 2>&1 </dev/null &
  echo $! >"$S/server.pid"
  echo "PID=$(cat "$S/server.pid") EXTRA_PIDS= BASE_URL=$base"
}
stop() { local p; p=$(cat "$S/server.pid" 2>/dev/null) || return 0; kill "$p" 2>/dev/null || true
  for _ in $(seq 100); do kill -0 "$p" 2>/dev/null || break; sleep 0.1; done; rm -f "$S/server.pid"; }
wait_up() { for _ in $(seq 600); do curl -fs -o /dev/null "$base/health" && return 0; sleep 0.05; done; return 1; }

case $cmd in
start) start ;;
stop) stop ;;
setup)
  make() { "$KITH_BINARY" account create "$1" --email "$1@example.org" --password-stdin --json "${@:2}" <<<'correct-horse-battery-42!' >>"$S/users.log"; }
  for i in $(seq 0 $((N - 1))); do make "u$(printf %03d "$i")" "${options[@]}"; done
  start; wait_up
  python3 - "$N" >"$S/users.json" <<'P'
import json, sys
print(json.dumps([{"username": "u%03d" % i, "login": "u%03d@example.org" % i, "password": "correct-horse-battery-42!"} for i in range(int(sys.argv[1]))]))
P
  if [ -n "${KITH_FORMS:-}" ]; then # through the sign-in and consent pages, as an app does
    python3 "$here/oauth_login.py" --base-url "$base" --users "$S/users.json" --out "$S/tokens.json" --server kith --meta 'profile_path="/@{username}"'
  else
    python3 - "$S" "$KITH_BINARY" "${options[@]}" <<'P'
import json, subprocess, sys
folder, binary, *options = sys.argv[1:]
users = json.load(open(folder + "/users.json"))
for user in users:
    made = subprocess.run([binary, "token", "create", "--account", user["username"], "--scopes", "read write follow", "--app", "load", "--json", *options], capture_output=True, text=True, check=True)
    user["token"] = json.loads(made.stdout)["access_token"]
json.dump({"server": "kith", "users": [{k: v for k, v in u.items() if k not in ("password", "login")} for u in users], "profile_path": "/@{username}"}, open(folder + "/tokens.json", "w"), indent=1)
P
  fi ;;
esac
