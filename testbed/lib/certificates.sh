# shellcheck shell=bash
# The cluster's own certificate authority, one client certificate per component (Kubernetes decides by its names),
# and the kubeconfig files that carry them. RSA, because some client libraries read no other private key.

create_certificates() {
  local directory=$certificates.unfinished
  [[ ! -d $certificates ]] || return 0
  rm -rf -- "$directory"
  mkdir -p "$directory"
  chmod 700 "$directory"
  (
    cd "$directory"
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=tiphys-testbed-ca -keyout ca.key -out ca.crt 2>/dev/null
    certificate kube-apiserver /CN=kube-apiserver \
      DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1 &
    certificate kubelet-server /CN=kubelet DNS:localhost,IP:127.0.0.1 &
    certificate kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client &
    certificate admin /O=system:masters/CN=testbed-admin &
    certificate kube-controller-manager /CN=system:kube-controller-manager &
    certificate kube-scheduler /CN=system:kube-scheduler &
    certificate kubelet "/O=system:nodes/CN=system:node:$node_name" &
    openssl genrsa -out service-account.key 2048 2>/dev/null &
    wait
    openssl rsa -in service-account.key -pubout -out service-account.pub 2>/dev/null
    for user in admin kube-controller-manager kube-scheduler kubelet; do
      kubeconfig default "client-certificate-data: $(base64 -w 0 "$user.crt")" "client-key-data: $(base64 -w 0 "$user.key")" >"$user.kubeconfig"
    done
    # Argo's parts sign in as their own service accounts, so that they have the rights of a real installation and no
    # more. Tokens, because the Argo Server can't take the certificate out of its configuration for its callers.
    : >tokens.csv
    for account in argo argo-server; do
      token=$(openssl rand -hex 24)
      printf '%s,system:serviceaccount:argo:%s,,"system:serviceaccounts,system:serviceaccounts:argo"\n' "$token" "$account" >>tokens.csv
      kubeconfig argo "token: $token" >"$account.kubeconfig"
    done
  )
  mv -T -- "$directory" "$certificates"
}

# certificate NAME SUBJECT [ALTERNATIVE-NAMES]
certificate() {
  local usage=clientAuth extra=()
  if (($# > 2)); then
    usage=serverAuth
    extra=(-addext "subjectAltName=$3")
  fi
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -CA ca.crt -CAkey ca.key -subj "$2" \
    -addext "extendedKeyUsage=$usage" -addext "basicConstraints=critical,CA:false" "${extra[@]}" \
    -keyout "$1.key" -out "$1.crt" 2>/dev/null
}

# kubeconfig NAMESPACE CREDENTIAL-LINE...
kubeconfig() {
  local namespace=$1 line
  shift
  cat <<YAML
apiVersion: v1
kind: Config
clusters:
- name: testbed
  cluster:
    server: $kubernetes_url
    certificate-authority-data: $(base64 -w 0 ca.crt)
contexts:
- name: testbed
  context: {cluster: testbed, user: testbed, namespace: $namespace}
current-context: testbed
users:
- name: testbed
  user:
YAML
  for line in "$@"; do
    printf '    %s\n' "$line"
  done
}
