# shellcheck shell=bash
# The whole: what belongs to it, in which order it starts and ends, and when an old one can be used again.

# shellcheck source=testbed/lib/build.sh
source "$testbed/lib/build.sh"
# shellcheck source=testbed/lib/supervise.sh
source "$testbed/lib/supervise.sh"
# shellcheck source=testbed/lib/certificates.sh
source "$testbed/lib/certificates.sh"
# shellcheck source=testbed/lib/etcd.sh
source "$testbed/lib/etcd.sh"
# shellcheck source=testbed/lib/kubernetes.sh
source "$testbed/lib/kubernetes.sh"
# shellcheck source=testbed/lib/node.sh
source "$testbed/lib/node.sh"
# shellcheck source=testbed/lib/images.sh
source "$testbed/lib/images.sh"
# shellcheck source=testbed/lib/storage.sh
source "$testbed/lib/storage.sh"
# shellcheck source=testbed/lib/argo.sh
source "$testbed/lib/argo.sh"

control_plane=(etcd kube-apiserver kube-controller-manager kube-scheduler versitygw argo workflow-controller)

# What must be the same for a running testbed to be used again. A machine that was started anew has lost what etcd
# did not yet write to the disk.
identity() {
  printf 'builds=%s\nboot=%s\nno_pods=%s\n' "$build_keys" "$(cat /proc/sys/kernel/random/boot_id)" "$no_pods"
}

# What a running testbed can change to without a new cluster: only the parts that it concerns are started again.
settings() {
  cat -- "$testbed"/lib/*.sh "$testbed"/manifests/audit-policy.yaml "$testbed"/manifests/argo/* <(api_rate_limit) | sha256sum | cut -c1-12
}

# For the commands that only look: what the testbed that runs found out about pods.
remember_pods() {
  no_pods=$(sed -n 's/^no_pods=//p' "$state/identity" 2>/dev/null || true)
}

members() {
  printf '%s\n' "${control_plane[@]}"
  [[ -n $no_pods ]] || printf '%s\n' containerd kubelet
}

# is_running NAME PROCESSES
is_running() { grep -q "^[0-9]* $1 " <<<"$2"; }

# All there, all answering: asked at the same time, because a healthy testbed should cost no waiting.
is_healthy() {
  local processes name check checks=()
  [[ $(cat "$state/identity" 2>/dev/null) == "$(identity)" ]] || return 1
  [[ $(cat "$state/ready" 2>/dev/null) == "$(settings)" ]] || return 1
  processes=$(running_processes)
  for name in $(members); do
    is_running "$name" "$processes" || return 1
    "check_${name//-/_}" &
    checks+=($!)
  done
  if [[ -z $no_pods ]]; then
    check_node &
    checks+=($!)
  fi
  for check in "${checks[@]}"; do
    wait "$check" || return 1
  done
}

# Before anything is started: a port that is taken should be told at once.
need_all_ports() {
  local name processes
  processes=$(running_processes)
  for name in $(members); do
    is_running "$name" "$processes" || need_free_ports "$name"
  done
}

start_cluster() {
  mkdir -p "$state"/{logs,tmp}
  chmod 700 "$state"
  rm -f "$state/ready"
  identity >"$state/identity"
  step "certificates" create_certificates
  launch_etcd
  launch_versitygw
  [[ -n $no_pods ]] || launch_containerd
  step "etcd" await etcd
  launch_kube_apiserver
  if [[ -z $no_pods ]]; then
    step "containerd" await containerd
    step "images" import_images
  fi
  step "Kubernetes API server" await kube-apiserver
  launch_kube_controller_manager
  launch_kube_scheduler
  [[ -n $no_pods ]] || launch_kubelet
  step "Argo's manifests" install_argo
  launch_argo
  launch_workflow_controller
  step "controllers" await_all kube-controller-manager kube-scheduler versitygw
  [[ -n $no_pods ]] || step "node" await_node
  step "Argo" await_all argo workflow-controller
  settings >"$state/ready"
}

await_all() {
  local name
  for name in "$@"; do
    await "$name"
  done
}

await_node() {
  await kubelet
  wait_until 60 check_node || fail "the node does not become ready; see $state/logs/kubelet.log"
}

# Ends everything of this testbed, whatever state it is in.
stop_cluster() {
  local name
  rm -f "$state/ready"
  # Argo first, so that it does not complain about a cluster that goes.
  for name in argo workflow-controller kube-scheduler kube-controller-manager; do
    end_processes "$name" 0
  done
  remove_node
  for name in kube-apiserver etcd versitygw; do
    end_processes "$name" 0
  done
  # Names that this version does not know.
  for name in $(running_processes | cut -d' ' -f2 | sort -u); do
    end_processes "$name" 0
  done
}

# The logs stay for whoever wants to know what happened; the rest is of no use without its processes.
wipe_state() {
  find "$state" -mindepth 1 -maxdepth 1 ! -name logs -exec rm -rf --one-file-system -- {} + 2>/dev/null || true
}
