/** One Kubernetes client for each environment, with limits of time and concurrency. */
@NullMarked
package io.tiphys.gateway.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
