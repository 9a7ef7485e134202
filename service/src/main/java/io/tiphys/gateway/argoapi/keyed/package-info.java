/** Calls of Argo's clients with an idempotency key. */
@NullMarked
package io.tiphys.gateway.argoapi.keyed;

import org.jspecify.annotations.NullMarked;
