# shellcheck shell=bash
# Builds each part once into the cache. A part's directory is named after the hash of its recipe, so that a changed
# recipe or version never meets old binaries and two checkouts share what they have in common.

# In the order of building: the Argo Server carries the web interface.
parts=(etcd containerd kubernetes interface argo storage grpcurl provider)

# part_key PART: the hash of everything that decides what the part's build gives.
part_key() {
  {
    cat -- "$testbed/build/$1"/*
    [[ $1 != argo ]] || part_key interface
    uname -m
  } | sha256sum | cut -c1-12
}

part_directory() { printf '%s/%s-%s' "$builds" "$1" "$(part_key "$1")"; }

# Sets one variable per part, e.g. $etcd_build, and $tools: a directory with links to what users call.
locate_builds() {
  etcd_build=$(part_directory etcd)
  containerd_build=$(part_directory containerd)
  kubernetes_build=$(part_directory kubernetes)
  interface_build=$(part_directory interface)
  argo_build=$(part_directory argo)
  storage_build=$(part_directory storage)
  grpcurl_build=$(part_directory grpcurl)
  provider_build=$(part_directory provider)
  build_keys="${etcd_build##*/} ${containerd_build##*/} ${kubernetes_build##*/} ${argo_build##*/} ${storage_build##*/}"
  tools=$cache/bin
}

build_all() {
  local part missing=()
  for part in "${parts[@]}"; do
    [[ -d $(part_directory "$part") ]] || missing+=("$part")
  done
  if ((${#missing[@]})); then
    need_go
    [[ -d $interface_build ]] || need_packages node=nodejs npm=npm
    (
      take_lock "$cache/build.lock" "build"
      # What a killed build left behind; the lock says that nobody works on it.
      rm -rf -- "$builds"/*.unfinished
      for part in "${missing[@]}"; do
        build_part "$part"
      done
    )
  fi
  link_tools
}

build_part() {
  local part=$1 target teller started=$EPOCHREALTIME
  target=$(part_directory "$part")
  [[ ! -d $target ]] || return 0 # the build that held the lock before made it
  need_pinned "$part"
  say "building $part $(part_version "$part") (log: $cache/build-$part.log)"
  rm -rf -- "$target.unfinished"
  mkdir -p "$target.unfinished"
  tell_progress "$part" &
  teller=$!
  if ! (
    close_descriptors
    cd "$testbed/build/$part"
    # Static and without the machine's paths: the same binaries run in the containers, and the same everywhere.
    export CGO_ENABLED=0 GOWORK=off GOFLAGS='-trimpath -buildvcs=false -mod=readonly -v' TARGET=$target.unfinished INTERFACE=$interface_build
    export ETCD_VERSION KUBERNETES_VERSION CONTAINERD_VERSION ARGO_VERSION VERSITYGW_VERSION GRPCURL_VERSION OIDC_VERSION
    bash ./build
  ) >"$cache/build-$part.log" 2>&1; then
    kill "$teller" 2>/dev/null || true
    tail -n 15 "$cache/build-$part.log" >&2
    fail "the build of $part failed; all of it is in $cache/build-$part.log"
  fi
  kill "$teller" 2>/dev/null || true
  mv -T -- "$target.unfinished" "$target"
  say "built $part ($(seconds_since "$started") s)"
}

# A line every half minute, as long as the command that asked for it lives: -v lists a package per line.
tell_progress() {
  local started=$EPOCHREALTIME
  close_descriptors
  while sleep 30 && kill -0 $$ 2>/dev/null; do
    say "  still building $1: $(grep -c / "$cache/build-$1.log") packages ($(seconds_since "$started") s)"
  done
}

part_version() {
  case $1 in
    etcd) printf '%s' "$ETCD_VERSION" ;;
    kubernetes) printf '%s' "$KUBERNETES_VERSION" ;;
    containerd) printf '%s' "$CONTAINERD_VERSION" ;;
    argo | interface) printf '%s' "$ARGO_VERSION" ;;
    storage) printf '%s' "$VERSITYGW_VERSION" ;;
    grpcurl) printf '%s' "$GRPCURL_VERSION" ;;
    provider) printf '%s' "$OIDC_VERSION" ;;
  esac
}

# The versions file and go.mod must say the same: a half-made upgrade is told before it is built.
need_pinned() {
  local module=$1
  [[ $1 != interface ]] || module=argo # its sources are in the same module
  grep -q " v$(part_version "$1")\( // indirect\)\?$" "$testbed/build/$module/go.mod" ||
    fail "testbed/versions asks for $1 $(part_version "$1"), but testbed/build/$module/go.mod does not"
}

need_go() {
  local found
  command -v go >/dev/null ||
    fail "Go $GO_VERSION or later is needed to build the testbed (a distribution's own is often too old); where Docker is there, use that provider instead"
  # Go 1.21 and later fetch the version that a go.mod asks for, unless told not to: so ask inside one.
  found=$(cd "$testbed/build/kubernetes" && go env GOVERSION 2>/dev/null) || found=$(cd / && go env GOVERSION)
  found=${found#go}
  [[ $(printf '%s\n' "$GO_VERSION" "${found%% *}" | sort -V | head -n 1) == "$GO_VERSION" ]] ||
    fail "Go $GO_VERSION or later is needed to build the testbed, found ${found%% *}; where Docker is there, use that provider instead"
}

link_tools() {
  local binary
  mkdir -p "$tools"
  # shellcheck disable=SC2154 # set by locate_builds
  for binary in "$argo_build/argo" "$kubernetes_build/kubectl" "$grpcurl_build/grpcurl" "$containerd_build/ctr" \
    "$provider_build/openid-provider"; do
    [[ $(readlink "$tools/${binary##*/}") == "$binary" ]] && continue
    # Through a rename, so that a user never meets a missing link.
    ln -sfn "$binary" "$tools/.${binary##*/}.$$"
    mv -fT "$tools/.${binary##*/}.$$" "$tools/${binary##*/}"
  done
}
