/**
 * The one port: the listeners, and which door a request belongs to. It reads no body and knows no workflow; the doors behind
 * it are the Argo API, REST under {@code /v1} and gRPC {@code tiphys.v1}.
 */
@NullMarked
package io.tiphys.gateway.server;

import org.jspecify.annotations.NullMarked;
