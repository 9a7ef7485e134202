# shellcheck shell=bash
# The node: containerd with runc, and the kubelet. Pods use the host's network, so neither kube-proxy nor DNS nor
# a real pod network is needed.

# Says in $no_pods why this machine or user can't run pods; empty when it can.
find_out_about_pods() {
  no_pods=
  if ((EUID != 0)); then
    no_pods="pods need root"
  elif [[ -n ${TESTBED_PODS:-} && $TESTBED_PODS == false ]]; then
    no_pods="TESTBED_PODS=false asked for it"
  elif ! unshare --mount true 2>/dev/null; then
    no_pods="mounting is not permitted here"
  elif ! create_cgroups 2>/dev/null; then
    no_pods="control groups can't be made here"
  fi
}

# All directories of the testbed's control group: one per hierarchy (version 1) or one (version 2).
cgroup_hierarchies() {
  awk '$3 == "cgroup2" || $3 == "cgroup" { print $2 }' /proc/mounts
}

create_cgroups() {
  local hierarchy controllers
  for hierarchy in $(cgroup_hierarchies); do
    if [[ -f $hierarchy/cgroup.subtree_control ]]; then
      # Version 2 hands a controller to a child only when told to.
      for controllers in cpu cpuset memory pids; do
        { echo "+$controllers" >"$hierarchy/cgroup.subtree_control"; } 2>/dev/null || true
      done
    fi
    mkdir -p "$hierarchy/$testbed_name" || return
    # Version 1: a new set starts empty, and no process can enter it.
    if [[ -f $hierarchy/$testbed_name/cpuset.cpus && ! -f $hierarchy/cgroup.controllers ]]; then
      cat "$hierarchy/cpuset.cpus" >"$hierarchy/$testbed_name/cpuset.cpus"
      cat "$hierarchy/cpuset.mems" >"$hierarchy/$testbed_name/cpuset.mems"
    fi
  done
}

cgroup_directories() {
  local hierarchy
  for hierarchy in $(cgroup_hierarchies); do
    [[ ! -d $hierarchy/$testbed_name ]] || find "$hierarchy/$testbed_name" -depth -type d 2>/dev/null || true
  done
}

launch_containerd() {
  local snapshotter=overlayfs
  # An overlay can't be stacked on another one (a checkout inside a container).
  [[ $(stat -f -c %T "$state") != overlayfs ]] || snapshotter=native
  mkdir -p "$state/cni" "$run_directory"
  cat >"$state/containerd.toml" <<TOML
version = 3
root = '$state/containerd'
state = '$run_directory/containerd'
disabled_plugins = ['io.containerd.nri.v1.nri', 'io.containerd.tracing.processor.v1.otlp', 'io.containerd.internal.v1.tracing']
[grpc]
address = '$run_directory/containerd.sock'
[ttrpc]
address = '$run_directory/containerd.ttrpc.sock'
[plugins.'io.containerd.internal.v1.opt']
path = '$state/opt'
[plugins.'io.containerd.cri.v1.images']
snapshotter = '$snapshotter'
[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = '$pause_image'
[plugins.'io.containerd.cri.v1.runtime']
# Lowering the score needs CAP_SYS_RESOURCE, which containers often lack; runc dies without a clear word then.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true
tolerate_missing_hugetlb_controller = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
bin_dirs = ['/usr/lib/cni', '/opt/cni/bin']
conf_dir = '$state/cni'
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
runtime_type = 'io.containerd.runc.v2'
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
SystemdCgroup = false
Root = '$run_directory/runc'
TOML
  cat >"$state/cni/10-loopback.conflist" <<'JSON'
{"cniVersion": "1.0.0", "name": "testbed", "plugins": [{"type": "loopback"}]}
JSON
  # The socket of a killed containerd looks alive.
  [[ -n $(processes_named containerd) ]] || rm -f "$run_directory"/containerd*.sock
  launch containerd PATH="$containerd_build:$daemon_path" -- \
    "$containerd_build/containerd" --config "$state/containerd.toml" --log-level warn
}

containerd_client() {
  "$containerd_build/ctr" --address "$run_directory/containerd.sock" --connect-timeout 2s --namespace k8s.io "$@"
}

check_containerd() { containerd_client version >/dev/null 2>&1; }

launch_kubelet() {
  cat >"$state/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: $kubelet_port
readOnlyPort: 0
healthzBindAddress: 127.0.0.1
healthzPort: $kubelet_health_port
tlsCertFile: $certificates/kubelet-server.crt
tlsPrivateKeyFile: $certificates/kubelet-server.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $certificates/ca.crt}}
authorization: {mode: Webhook}
containerRuntimeEndpoint: unix://$run_directory/containerd.sock
podLogsDir: $state/pod-logs
volumePluginDir: $state/volume-plugins
cgroupDriver: cgroupfs
cgroupRoot: /$testbed_name
failCgroupV1: false
failSwapOn: false
enforceNodeAllocatable: []
maxPods: 250
# A nearly full disk is no reason to evict pods or images: none could be fetched again.
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: 0%, nodefs.available: 0%, nodefs.inodesFree: 0%, imagefs.available: 0%, imagefs.inodesFree: 0%}
localStorageCapacityIsolation: false
volumeStatsAggPeriod: -1s
makeIPTablesUtilChains: false
enableControllerAttachDetach: false
serializeImagePulls: false
eventRecordQPS: 50
kubeAPIQPS: 100
kubeAPIBurst: 200
logging: {verbosity: 0}
YAML
  launch kubelet -- "$kubernetes_build/kubelet" --config "$state/kubelet.yaml" \
    --kubeconfig "$certificates/kubelet.kubeconfig" --root-dir "$state/kubelet" --cert-dir "$state/tmp" \
    --hostname-override "$node_name"
}

check_kubelet() { answers "http://127.0.0.1:$kubelet_health_port/healthz"; }

check_node() {
  [[ $(kubectl get node "$node_name" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null) == True ]]
}

# Ends the node and all that its pods left: processes, shims, mounts, network namespaces, control groups.
remove_node() {
  local group sockets
  end_processes kubelet 0
  end_processes containerd 0
  # A shim's socket lies outside of our directories; its bundle says where. A killed shim does not remove it.
  # shellcheck disable=SC2038 # the names inside are socket paths, one per line
  sockets=$(find "$run_directory" -name bootstrap.json -exec sed -n 's|.*unix://\([^"]*\)".*|\1|p' {} + 2>/dev/null || true)
  end_processes containerd-shim-runc-v2 0
  wait_until 10 end_pod_processes || say "processes of pods do not end: $(pod_processes | tr '\n' ' ')"
  [[ -z $sockets ]] || tr '\n' '\0' <<<"$sockets" | xargs --null rm -f
  unmount_below "$run_directory"
  unmount_below "$state"
  for group in $(cgroup_directories); do
    wait_until 2 rmdir "$group" 2>/dev/null || say "control group $group can't be removed"
  done
  rm -rf --one-file-system -- "$run_directory"
  # Two places that the kubelet can't be told to change.
  find /var/log/containers -lname "$state/*" -delete 2>/dev/null || true
  rmdir /var/log/containers 2>/dev/null || true
  if ((EUID == 0)) && ! port_is_taken 10250; then
    rm -f /var/lib/kubelet/device-plugins/kubelet.sock
    rmdir --parents /var/lib/kubelet/device-plugins 2>/dev/null || true
  fi
}

# All processes in the pods' control groups, whatever their parents did.
pod_processes() {
  local group
  for group in $(cgroup_directories); do
    cat "$group/cgroup.procs" 2>/dev/null || true
  done | sort -u
}

end_pod_processes() {
  local pids
  pids=$(pod_processes)
  [[ -n $pids ]] || return 0
  # shellcheck disable=SC2086 # one argument per pid
  kill -s KILL $pids 2>/dev/null || true
  return 1
}

# Deepest first; /proc writes a space in a path as \040.
unmount_below() {
  awk '{ print $5 }' /proc/self/mountinfo | tac | while read -r path; do
    printf -v path '%b' "$path"
    [[ $path != "$1"/* ]] || umount --lazy "$path" 2>/dev/null || say "can't unmount $path"
  done
}
