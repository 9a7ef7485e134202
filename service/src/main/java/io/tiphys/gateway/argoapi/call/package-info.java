/**
 * A call of the Argo API: its environment, its caller, its settings, and the form of its errors.
 */
@NullMarked
package io.tiphys.gateway.argoapi.call;

import org.jspecify.annotations.NullMarked;
