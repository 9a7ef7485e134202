/** Calls of the Argo API: environment, caller, settings and error format. */
@NullMarked
package io.tiphys.gateway.argoapi.call;

import org.jspecify.annotations.NullMarked;
