# shellcheck shell=bash
# The control plane: API server, controllers, scheduler. One of each, so none elects a leader.

service_range=10.96.0.0/24

# Nothing needless runs on a small machine. No node lifecycle: the only node is never evicted because the machine
# was busy (which is also why it is not tainted when it registers).
controllers=(
  serviceaccount-controller serviceaccount-token-controller root-ca-certificate-publisher-controller
  namespace-controller garbage-collector-controller pod-garbage-collector-controller clusterrole-aggregation-controller
  deployment-controller replicaset-controller statefulset-controller daemonset-controller job-controller cronjob-controller
  ttl-after-finished-controller resourcequota-controller disruption-controller
)

kubectl() { "$kubernetes_build/kubectl" --kubeconfig "$admin_kubeconfig" "$@"; }

launch_kube_apiserver() {
  local issuer=https://kubernetes.default.svc.cluster.local
  cp -- "$testbed/manifests/audit-policy.yaml" "$state/audit-policy.yaml"
  launch kube-apiserver -- "$kubernetes_build/kube-apiserver" \
    --etcd-servers "http://127.0.0.1:$etcd_client_port" \
    --bind-address 127.0.0.1 --secure-port "$kubernetes_port" --advertise-address 127.0.0.1 \
    --endpoint-reconciler-type none --service-cluster-ip-range "$service_range" \
    --tls-cert-file "$certificates/kube-apiserver.crt" --tls-private-key-file "$certificates/kube-apiserver.key" \
    --client-ca-file "$certificates/ca.crt" --token-auth-file "$certificates/tokens.csv" \
    --anonymous-auth=false --authorization-mode Node,RBAC \
    --enable-admission-plugins NodeRestriction --disable-admission-plugins TaintNodesByCondition \
    --service-account-issuer "$issuer" \
    --service-account-signing-key-file "$certificates/service-account.key" \
    --service-account-key-file "$certificates/service-account.pub" \
    --kubelet-certificate-authority "$certificates/ca.crt" \
    --kubelet-client-certificate "$certificates/kubelet-client.crt" --kubelet-client-key "$certificates/kubelet-client.key" \
    --kubelet-preferred-address-types Hostname \
    --audit-policy-file "$state/audit-policy.yaml" --audit-log-path "$audit_log" \
    --audit-log-maxsize 200 --audit-log-maxbackup 2 \
    --allow-privileged --profiling=false --event-ttl 1h -v 0
}

check_kube_apiserver() { answers "$kubernetes_url/readyz"; }

launch_kube_controller_manager() {
  local list
  list=$(IFS=,; printf '%s' "${controllers[*]}")
  launch kube-controller-manager -- "$kubernetes_build/kube-controller-manager" \
    --kubeconfig "$certificates/kube-controller-manager.kubeconfig" --leader-elect=false --profiling=false \
    --authentication-kubeconfig "$certificates/kube-controller-manager.kubeconfig" \
    --authorization-kubeconfig "$certificates/kube-controller-manager.kubeconfig" \
    --authorization-always-allow-paths /healthz \
    --bind-address 127.0.0.1 --secure-port "$controller_manager_port" \
    --tls-cert-file "$certificates/kube-apiserver.crt" --tls-private-key-file "$certificates/kube-apiserver.key" \
    --service-account-private-key-file "$certificates/service-account.key" --root-ca-file "$certificates/ca.crt" \
    --use-service-account-credentials --controllers "$list" \
    --kube-api-qps 100 --kube-api-burst 200 -v 0
}

check_kube_controller_manager() { answers "https://127.0.0.1:$controller_manager_port/healthz"; }

launch_kube_scheduler() {
  launch kube-scheduler -- "$kubernetes_build/kube-scheduler" \
    --kubeconfig "$certificates/kube-scheduler.kubeconfig" --leader-elect=false --profiling=false \
    --authentication-kubeconfig "$certificates/kube-scheduler.kubeconfig" \
    --authorization-kubeconfig "$certificates/kube-scheduler.kubeconfig" \
    --authorization-always-allow-paths /healthz \
    --bind-address 127.0.0.1 --secure-port "$scheduler_port" \
    --tls-cert-file "$certificates/kube-apiserver.crt" --tls-private-key-file "$certificates/kube-apiserver.key" -v 0
}

check_kube_scheduler() { answers "https://127.0.0.1:$scheduler_port/healthz"; }
