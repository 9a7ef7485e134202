/**
 * Authentication: verifies a bearer token with the environment's cluster, issuers and JupyterHub, and limits and remembers
 * refused tokens. For {@code access} and the layers above it.
 */
@NullMarked
package io.tiphys.gateway.access.caller;

import org.jspecify.annotations.NullMarked;
