/** Bodies of requests to the REST API, within bounds. */
@NullMarked
package io.tiphys.gateway.rest.request;

import org.jspecify.annotations.NullMarked;
