# shellcheck shell=bash
# Argo Workflows: its manifests in the cluster, and the Argo Server and the workflow-controller as processes beside it.

# Applies what is not there yet. Server side, because the resource definitions are too large for an annotation.
install_argo() {
  local wanted applied=
  wanted=$(argo_manifests_hash)
  write_argo_manifests
  if [[ $(cat "$state/installed-definitions" 2>/dev/null) != "$argo_build" ]]; then
    apply_definitions &
    applied=$!
  fi
  if [[ $(cat "$state/installed-argo" 2>/dev/null) != "$wanted" ]]; then
    apply --kustomize "$manifests/argo" || fail "could not apply Argo's manifests; see $state/logs/install.log"
  fi
  if [[ -n $applied ]]; then
    wait "$applied" || fail "could not apply Argo's resource definitions; see $state/logs/install.log"
    printf '%s' "$argo_build" >"$state/installed-definitions"
  fi
  printf '%s' "$wanted" >"$state/installed-argo"
}

# File by file, because kustomize needs three times as long to read them.
apply_definitions() {
  local file files=()
  for file in "$manifests"/upstream/base/crds/full/argoproj.io_*.yaml; do
    files+=(--filename "$file")
  done
  apply "${files[@]}" && kubectl wait --for=condition=established --timeout=60s crd --all >>"$state/logs/install.log" 2>&1
}

apply() {
  kubectl apply --server-side --force-conflicts --validate=false "$@" >>"$state/logs/install.log" 2>&1
}

argo_manifests_hash() {
  cat -- "$testbed"/manifests/argo/* "$testbed/lib/images.sh" <(printf '%s' "$argo_build") | sha256sum | cut -c1-12
}

write_argo_manifests() {
  local image short images=
  for image in "${shell_images[@]}"; do
    # Argo looks an image up exactly as the workflow writes it.
    short=${image#docker.io/library/}
    images+="    \"$image\": {cmd: [sh]}"$'\n'"    \"$short\": {cmd: [sh]}"$'\n'
    [[ $short != *:latest ]] || images+="    \"${short%:latest}\": {cmd: [sh]}"$'\n'
  done
  rm -rf -- "$manifests"
  mkdir -p "$manifests"
  cp -r -- "$argo_build/manifests" "$manifests/upstream"
  cp -r -- "$testbed/manifests/argo" "$manifests/argo"
  local file text
  for file in "$manifests"/argo/{workflow-controller-configmap,pods}.yaml; do
    text=$(<"$file")
    text=${text//@KUBERNETES_PORT@/$kubernetes_port}
    text=${text//@STORAGE_PORT@/$storage_port}
    text=${text//@STORAGE_BUCKET@/$storage_bucket}
    text=${text//@STORAGE_ACCESS_KEY@/$storage_access_key}
    text=${text//@STORAGE_SECRET_KEY@/$storage_secret_key}
    text=${text//@IMAGES@/"$images"}
    printf '%s\n' "$text" >"$file"
  done
}

# Requests a second and address; whoever measures raises it. Unset, it stays as it is.
api_rate_limit() {
  printf '%s' "${TESTBED_ARGO_API_RATE_LIMIT:-$(cat "$state/api-rate-limit" 2>/dev/null || echo 1000)}"
}

launch_argo() {
  local limit
  limit=$(api_rate_limit)
  printf '%s' "$limit" >"$state/api-rate-limit"
  # `argo server` ignores SIGTERM for a long time, which is why it is always ended by SIGKILL.
  launch argo KUBECONFIG="$certificates/argo-server.kubeconfig" \
    AWS_ACCESS_KEY_ID="$storage_access_key" AWS_SECRET_ACCESS_KEY="$storage_secret_key" TESTBED_CONFIGURATION="$(cat "$state/installed-argo")" -- \
    "$argo_build/argo" server --auth-mode client --secure=false --port "$argo_server_port" --namespace argo \
    --api-rate-limit "$limit" --loglevel warn
}

# Nobody signed in: answers of 401 mean that it works. One path of each service is asked, since each has a connection of
# its own from the HTTP face to the gRPC face, which may have been tried before that listened.
check_argo() {
  local statuses services=info,workflows/argo,workflow-templates/argo,cron-workflows/argo,cluster-workflow-templates
  services+=,archived-workflows,event-sources/argo,sensors/argo,workflow-event-bindings/argo,sync/argo/key
  statuses=$(curl --silent --fail-early --output /dev/null --max-time 3 --noproxy '*' --write-out '%{http_code}\n' \
    "http://127.0.0.1:$argo_server_port/api/v1/{$services}") || return 1
  ! grep --quiet --invert-match '^401$' <<<"$statuses"
}

launch_workflow_controller() {
  launch workflow-controller KUBECONFIG="$certificates/argo.kubeconfig" LEADER_ELECTION_DISABLE=true \
    DEFAULT_REQUEUE_TIME=1s TESTBED_CONFIGURATION="$(cat "$state/installed-argo")" -- \
    "$argo_build/workflow-controller" --executor-image "$(executor_image)" --namespace argo \
    --qps 100 --burst 200 --loglevel warn
}

# 500 tells of a workflow that was not attended to for five minutes. One that cannot be, whoever made it, causes that too: the
# controller is well, and a start does not change its answer.
check_workflow_controller() {
  local status
  status=$(curl --silent --output /dev/null --max-time 3 --noproxy '*' --write-out '%{http_code}' \
    "http://127.0.0.1:$workflow_controller_health_port/healthz") || return 1
  [[ $status == 200 || $status == 500 ]]
}
