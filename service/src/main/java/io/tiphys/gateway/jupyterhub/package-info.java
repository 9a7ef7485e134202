/**
 * The JupyterHubs of the environments: asks a hub for the owner of one of its tokens. Implements a port of {@code
 * access.caller}; sends a token to no other server. Nobody imports it.
 */
@NullMarked
package io.tiphys.gateway.jupyterhub;

import org.jspecify.annotations.NullMarked;
