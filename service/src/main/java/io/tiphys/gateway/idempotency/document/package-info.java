/** Equality of documents: the canonical form, the fingerprint, and the record on an object. */
@NullMarked
package io.tiphys.gateway.idempotency.document;

import org.jspecify.annotations.NullMarked;
