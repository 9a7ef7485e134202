/** Tests of the adapters to Kubernetes: pure parts by themselves, everything else against a real API server. */
@NullMarked
package io.tiphys.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
