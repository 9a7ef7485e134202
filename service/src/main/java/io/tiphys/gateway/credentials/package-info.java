/** How the gateway gets the token that it shows to the Argo Server: three modes, one resolver each. Owns the ports through which tokens and secrets are read; knows nothing of environments but their names. */
@NullMarked
package io.tiphys.gateway.credentials;

import org.jspecify.annotations.NullMarked;
