# shellcheck shell=bash
# etcd: the cluster's memory. It never waits for the disk: a machine that crashes gets a new cluster anyway.

launch_etcd() {
  launch etcd -- "$etcd_build/etcd" --name testbed --data-dir "$state/etcd" \
    --listen-client-urls "http://127.0.0.1:$etcd_client_port" --advertise-client-urls "http://127.0.0.1:$etcd_client_port" \
    --listen-peer-urls "http://127.0.0.1:$etcd_peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$etcd_peer_port" \
    --initial-cluster "testbed=http://127.0.0.1:$etcd_peer_port" \
    --unsafe-no-fsync --snapshot-count 5000 --auto-compaction-mode periodic --auto-compaction-retention 10m \
    --log-level warn
}

check_etcd() { answers "http://127.0.0.1:$etcd_client_port/health"; }
