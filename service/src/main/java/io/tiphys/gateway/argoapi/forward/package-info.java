/**
 * Makes the request to the Argo Server anew and passes the answer on: headers, paths, and corrections of known faults.
 */
@NullMarked
package io.tiphys.gateway.argoapi.forward;

import org.jspecify.annotations.NullMarked;
