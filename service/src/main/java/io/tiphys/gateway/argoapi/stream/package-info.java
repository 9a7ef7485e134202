/** Streams of the Argo API: shared watches and logs in Argo's encoding. */
@NullMarked
package io.tiphys.gateway.argoapi.stream;

import org.jspecify.annotations.NullMarked;
