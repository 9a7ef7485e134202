/**
 * Streams of the Argo API: shared watches and logs in Argo's framing.
 */
@NullMarked
package io.tiphys.gateway.argoapi.stream;

import org.jspecify.annotations.NullMarked;
