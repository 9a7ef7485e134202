/**
 * Reads requests strictly, within bounds, over HTTP or gRPC. The gateway forwards exactly the request that it understood.
 */
@NullMarked
package io.tiphys.gateway.argoapi.request;

import org.jspecify.annotations.NullMarked;
