# shellcheck shell=bash
# Starts, finds and ends the testbed's processes. There are no pid files: a process is known by the binary that it
# runs (in this cache) together with the mark in its environment, so that a reused pid is never taken for ours and a
# killed `up` loses nothing.

# running_processes: one line "PID NAME LAUNCH" for each process of this testbed; NAME is the binary's.
running_processes() {
  local pid binary entry environment launch ours
  while read -r pid binary; do
    mapfile -d '' -t environment 2>/dev/null <"/proc/$pid/environ" || continue
    ours='' launch=-
    for entry in "${environment[@]}"; do
      case $entry in
        "TIPHYS_TESTBED_STATE=$state") ours=yes ;;
        TIPHYS_TESTBED_LAUNCH=*) launch=${entry#*=} ;;
      esac
    done
    binary=${binary% (deleted)}
    [[ -z $ours ]] || printf '%s %s %s\n' "$pid" "${binary##*/}" "$launch"
  done < <(find /proc -maxdepth 2 -path '/proc/[0-9]*/exe' -lname "$builds/*" -printf '%h %l\n' 2>/dev/null | sed 's|^/proc/||' || true)
}

# processes_named NAME: the pids of this testbed's processes that run that binary.
processes_named() {
  running_processes | while read -r pid name _; do
    [[ $name != "$1" ]] || printf '%s\n' "$pid"
  done
}

# Ends processes by name and waits until they are gone: TERM first, KILL after the grace period (tenths of a second).
end_processes() {
  local name=$1 grace=$2 pids signal=TERM
  ((grace > 0)) || signal=KILL
  while pids=$(processes_named "$name") && [[ -n $pids ]]; do
    # shellcheck disable=SC2086 # one argument per pid
    kill -s "$signal" $pids 2>/dev/null || true
    sleep 0.1
    ((--grace > 0)) || signal=KILL
    ((grace > -100)) || fail "$name (pid ${pids//$'\n'/ }) does not end, not even by SIGKILL"
  done
}

daemon_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
declare -A launched=() # the processes that this run started

# launch NAME [KEY=VALUE...] -- COMMAND...: starts a daemon, unless the very same one runs already.
launch() {
  local name=$1 environment=() hash running
  shift
  while [[ $1 != -- ]]; do
    environment+=("$1")
    shift
  done
  shift
  hash=$(launch_hash "${environment[@]}" "$@")
  running=$(running_processes)
  if grep -q " $name $hash\$" <<<"$running"; then
    return
  fi
  end_processes "$name" 0
  need_free_ports "$name"
  launched[$name]=yes
  rotate_log "$state/logs/$name.log"
  (
    close_descriptors
    cd "$state"
    # A session of its own: neither Ctrl-C nor the end of the caller's terminal reaches it. A clean environment: the
    # caller's secrets do not live on in a daemon, and whoever calls gets the same one.
    exec setsid --fork env -i PATH="$daemon_path" HOME="$state" TMPDIR="$state/tmp" \
      TIPHYS_TESTBED_STATE="$state" TIPHYS_TESTBED_LAUNCH="$hash" "${environment[@]}" "$@"
  ) </dev/null >>"$state/logs/$name.log" 2>&1
}

# The command line, and the content of each file under the state directory that it names; logs grow by themselves.
launch_hash() {
  local argument path
  for argument in "$@"; do
    printf '%s\n' "$argument"
    path=${argument##*=}
    [[ $path != "$state"/* || $path == "$state"/logs/* || ! -f $path ]] || cat -- "$path"
  done | sha256sum | cut -c1-12
}

rotate_log() {
  if [[ -f $1 && $(stat -c %s "$1") -gt 20000000 ]]; then
    mv -f "$1" "$1.old"
  fi
}

# await NAME: waits for check_NAME; a process from before that stopped answering is replaced once.
await() {
  local name=$1 function=${1//-/_}
  if [[ -z ${launched[$name]:-} ]]; then
    if wait_until 10 "check_$function"; then
      return
    fi
    say "$name runs but does not answer: starting it again"
    end_processes "$name" 0
    "launch_$function"
  fi
  if wait_until 60 answers_or_ended "$name" && "check_$function"; then
    return
  fi
  tail -n 15 "$state/logs/$name.log" >&2
  fail "$name does not answer; its log is $state/logs/$name.log"
}

# There is no use in waiting for a process that has ended.
answers_or_ended() {
  "check_${1//-/_}" || [[ -z $(processes_named "$1") ]]
}

ports_of() {
  case $1 in
    etcd) echo "$etcd_client_port $etcd_peer_port" ;;
    kube-apiserver) echo "$kubernetes_port" ;;
    kube-controller-manager) echo "$controller_manager_port" ;;
    kube-scheduler) echo "$scheduler_port" ;;
    kubelet) echo "$kubelet_port $kubelet_health_port" ;;
    argo) echo "$argo_server_port" ;;
    versitygw) echo "$storage_port" ;;
  esac
}

# A port that somebody else holds is named together with its holder; nothing of theirs is touched.
need_free_ports() {
  local port pid holder
  for port in $(ports_of "$1"); do
    port_is_taken "$port" || continue
    pid=$(port_holder "$port")
    holder="a process of another user"
    [[ -z $pid ]] || holder="process $pid: $(tr '\0\n' '  ' <"/proc/$pid/cmdline" | cut -c1-150)"
    fail "port $port, which $1 needs, is taken by $holder"
  done
}

# The inodes of the sockets that listen on a port (state 0A), whatever the address.
listening_sockets() {
  awk -v port=":$(printf '%04X' "$1")" '$4 == "0A" && substr($2, length($2) - 4) == port { print $10 }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

port_is_taken() { [[ -n $(listening_sockets "$1") ]]; }

port_holder() {
  local inode
  for inode in $(listening_sockets "$1"); do
    find /proc -maxdepth 4 -path '/proc/[0-9]*/fd/*' -lname "socket:\[$inode\]" -printf '%p\n' 2>/dev/null || true
  done | sed -n '1s|^/proc/\([0-9]*\)/.*|\1|p'
}

# A quick question over HTTP; the certificate lets it ask the Kubernetes components too.
answers() {
  curl --silent --fail --output /dev/null --max-time 3 --noproxy '*' \
    --cacert "$certificates/ca.crt" --cert "$certificates/admin.crt" --key "$certificates/admin.key" "$1"
}
