/**
 * The gateway's credentials for the Argo Server: three modes with one resolver each. Owns the ports to tokens and secrets;
 * knows only the names of environments.
 */
@NullMarked
package io.tiphys.gateway.credentials;

import org.jspecify.annotations.NullMarked;
