/**
 * The one server: its listeners, and the routing of requests to APIs. It reads no body and knows no workflow. The APIs are
 * the Argo API, REST under {@code /v1} and gRPC {@code tiphys.v1}.
 */
@NullMarked
package io.tiphys.gateway.server;

import org.jspecify.annotations.NullMarked;
