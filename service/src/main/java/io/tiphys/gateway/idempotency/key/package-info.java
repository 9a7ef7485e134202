/** Idempotency keys: their sources, digest and scope, and the derived names. */
@NullMarked
package io.tiphys.gateway.idempotency.key;

import org.jspecify.annotations.NullMarked;
