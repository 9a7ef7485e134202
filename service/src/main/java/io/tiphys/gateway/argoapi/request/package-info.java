/**
 * Reads a request strictly, within bounds, over HTTP or gRPC, so that what is sent is what was understood.
 */
@NullMarked
package io.tiphys.gateway.argoapi.request;

import org.jspecify.annotations.NullMarked;
