# shellcheck shell=bash
# The S3 server for artifacts and archived logs. A bucket is a directory; what S3 knows about an object lies
# beside it, because not every file system keeps extended attributes.

storage_access_key=testbed
storage_secret_key='testbed-secret'
storage_bucket=workflows

launch_versitygw() {
  mkdir -p "$state/storage/objects/$storage_bucket" "$state/storage/metadata"
  launch versitygw ROOT_ACCESS_KEY="$storage_access_key" ROOT_SECRET_KEY="$storage_secret_key" -- \
    "$storage_build/versitygw" --port "127.0.0.1:$storage_port" --region us-east-1 --health /health --quiet \
    posix --sidecar "$state/storage/metadata" "$state/storage/objects"
}

check_versitygw() { answers "http://127.0.0.1:$storage_port/health"; }
