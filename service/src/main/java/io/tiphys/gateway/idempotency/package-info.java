/**
 * The rules of idempotency keys: the meaning of a key, the name and record derived from the key, and the steps after an
 * attempt with an unclear outcome. This package is independent of protocols and clocks. Used by the use cases that create or
 * rerun workflows, and by the Argo API.
 */
@NullMarked
package io.tiphys.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
