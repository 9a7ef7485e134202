/**
 * The rules by which a call with an idempotency key is done once: what a key is, the name and the record that it gives, and
 * what to do after an attempt whose outcome is unclear. Nothing here knows a wire or a clock. Used by the use cases that
 * create workflows or let them run again, and by the Argo API.
 */
@NullMarked
package io.tiphys.gateway.idempotency;

import org.jspecify.annotations.NullMarked;
