/** Builds the request to the Argo Server and passes the response on: headers, paths and workarounds of known bugs. */
@NullMarked
package io.tiphys.gateway.argoapi.forward;

import org.jspecify.annotations.NullMarked;
