/**
 * One Kubernetes client for each environment, with its limits of time and of calls.
 */
@NullMarked
package io.tiphys.gateway.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
