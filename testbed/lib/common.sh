# shellcheck shell=bash
# What every command of the testbed needs: where things are, how to tell the user, how to wait.
# shellcheck disable=SC2034 # read by the other files

set -o errtrace

testbed=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=testbed/versions
source "$testbed/versions"

cache=${TIPHYS_CACHE:-${XDG_CACHE_HOME:-${HOME:?set HOME or TIPHYS_CACHE}/.cache}/tiphys}/testbed
mkdir -p "$cache"
# Processes are recognised by the resolved path of what they run, so symbolic links must be gone.
cache=$(cd "$cache" && pwd -P)
builds=$cache/builds
state=$cache/state
certificates=$state/certificates
manifests=$state/manifests
audit_log=$state/logs/kube-audit.log

# A name that is this testbed's alone: cgroups and sockets of another user's testbed are never touched.
testbed_name=tiphys-testbed-$(printf '%s' "$state" | sha256sum | cut -c1-8)
# Unix socket paths end at 107 characters; a cache in a deep home directory would exceed that.
run_directory=/run/$testbed_name

# Only Argo's port is the usual one; the others keep away from a cluster that runs here already.
argo_server_port=2746
kubernetes_port=16443
etcd_client_port=12379
etcd_peer_port=12380
controller_manager_port=11257
scheduler_port=11259
kubelet_port=11250
kubelet_health_port=11248
storage_port=19000
# Argo has no option for this one.
workflow_controller_health_port=6060

kubernetes_url=https://127.0.0.1:$kubernetes_port
admin_kubeconfig=$certificates/admin.kubeconfig
node_name=localhost

say() { printf 'testbed: %s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

# What nobody foresaw should at least tell where it happened.
trap 'say "failed in line $LINENO of ${BASH_SOURCE[0]}"' ERR

# Runs a step and tells how long it took, unless there was next to nothing to do: step "what it does" command...
step() {
  local what=$1 started=$EPOCHREALTIME seconds
  shift
  "$@"
  seconds=$(seconds_since "$started")
  [[ $seconds == 0.[0-2] ]] || say "$what ($seconds s)"
}

seconds_since() {
  local now=$EPOCHREALTIME
  local tenths=$((((${now/./} - ${1/./}) + 50000) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# Repeats a check until it passes or the seconds are over: wait_until 10 check...
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# Takes a lock for the rest of this process: take_lock FILE WHAT. The kernel frees it however the process ends.
take_lock() {
  local descriptor
  exec {descriptor}>>"$1"
  if ! flock --nonblock "$descriptor"; then
    say "waiting for another $2"
    flock --wait 3600 "$descriptor" || fail "another $2 holds $1 for an hour"
  fi
}

# Closes what a child must not inherit: the locks, and pipes that a caller would wait on for ever.
close_descriptors() {
  local path descriptor
  for path in /proc/self/fd/*; do
    descriptor=${path##*/}
    ((descriptor > 2)) && eval "exec $descriptor>&-" 2>/dev/null
  done
  return 0
}

# Installs what is missing, or names it in one line: need_packages command=package...
need_packages() {
  local pair missing=()
  for pair in "$@"; do
    PATH=$PATH:/usr/sbin:/sbin:/usr/lib/cni command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  ((${#missing[@]})) || return 0
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    fail "missing: install these packages first: ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  install_packages "${missing[@]}" >"$cache/packages.log" 2>&1 ||
    fail "could not install ${missing[*]}; the reason is in $cache/packages.log"
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get install --yes --no-install-recommends "$@" && return
  # A fresh machine has no package lists yet.
  apt-get update && apt-get install --yes --no-install-recommends "$@"
}
