/** Responses of the Argo Server as messages: lines, server-sent events and gRPC frames, whole or one by one. */
@NullMarked
package io.tiphys.gateway.argo.client.framing;

import org.jspecify.annotations.NullMarked;
