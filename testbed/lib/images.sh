# shellcheck shell=bash
# Container images without an image registry: archives of one layer each, made from busybox and Argo's executor.

pause_image=localhost/testbed/pause:1

# A shell is all that these are used for in Argo's examples and in our tests.
shell_images=(
  docker.io/library/busybox:latest docker.io/library/busybox:1.37 docker.io/library/busybox:1.36
  docker.io/library/alpine:latest docker.io/library/alpine:3.23 docker.io/library/alpine:3.22
  docker.io/library/debian:latest docker.io/library/debian:12
)

executor_image() { printf 'quay.io/argoproj/argoexec:v%s' "$ARGO_VERSION"; }

build_images() {
  local busybox layer key
  busybox=$(PATH=$PATH:/bin:/usr/bin command -v busybox) || fail "busybox is missing"
  key=$(cat -- "$busybox" "$testbed/lib/images.sh" <(printf '%s' "$argo_build") | sha256sum | cut -c1-12)
  images=$builds/images-$key
  [[ ! -d $images ]] || return 0
  layer=$images.unfinished
  rm -rf -- "$layer"
  mkdir -p "$layer/shell"/{bin,etc,tmp,root,proc,sys,dev,var/tmp,usr/bin} "$layer/executor"/{bin,etc,tmp}
  cp -- "$busybox" "$layer/shell/bin/busybox"
  chmod 1777 "$layer/shell/tmp" "$layer/shell/var/tmp" "$layer/executor/tmp"
  local applet
  while read -r applet; do
    [[ $applet == busybox ]] || ln -s busybox "$layer/shell/bin/$applet"
  done < <("$busybox" --list)
  ln -s ../../bin/env "$layer/shell/usr/bin/env"
  write_accounts "$layer/shell/etc"
  write_accounts "$layer/executor/etc"
  cp -- "$argo_build/argoexec" "$layer/executor/bin/argoexec"
  archive_image "$layer" shell '"Cmd": ["sh"]' "${shell_images[@]}"
  archive_image "$layer" shell '"Cmd": ["sleep", "2147483647"]' "$pause_image"
  archive_image "$layer" executor '"Entrypoint": ["argoexec"]' "$(executor_image)"
  rm -rf -- "$layer/shell" "$layer/executor"
  mv -T -- "$layer" "$images"
}

write_accounts() {
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$1/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$1/group"
  printf 'hosts: files dns\n' >"$1/nsswitch.conf"
}

# archive_image DIRECTORY ROOT CONFIG NAME...: the form that "docker save" writes.
archive_image() {
  local directory=$1 root=$2 config=$3 archive digest names architecture=amd64
  shift 3
  archive=$directory/$(basename "${1%:*}")
  [[ $(uname -m) != aarch64 ]] || architecture=arm64
  mkdir "$archive.parts"
  # Same content, same digest: owners and times are left out.
  tar --create --file "$archive.parts/layer.tar" --directory "$directory/$root" --owner=0 --group=0 --numeric-owner \
    --mtime=@0 --sort=name .
  digest=$(sha256sum "$archive.parts/layer.tar" | cut -d' ' -f1)
  printf '{"architecture": "%s", "os": "linux", "config": {"Env": ["PATH=/usr/local/bin:/usr/bin:/bin"], %s}, "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}' \
    "$architecture" "$config" "$digest" >"$archive.parts/config.json"
  names=$(printf ', "%s"' "$@")
  printf '[{"Config": "config.json", "RepoTags": [%s], "Layers": ["layer.tar"]}]' "${names:2}" >"$archive.parts/manifest.json"
  tar --create --file "$archive.tar" --directory "$archive.parts" manifest.json config.json layer.tar
  rm -r "$archive.parts"
}

import_images() {
  local archive imported=$state/imported-images
  # shellcheck disable=SC2154 # set by build_images
  [[ $(cat "$imported" 2>/dev/null) != "$images" ]] || return 0
  for archive in "$images"/*.tar; do
    containerd_client images import --local "$archive" >>"$state/logs/images.log" 2>&1 ||
      fail "containerd could not import $archive; see $state/logs/images.log"
  done
  printf '%s' "$images" >"$imported"
}
