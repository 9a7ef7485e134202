/**
 * The gateway against an independent witness: the audit log of the API server says what the gateway's accounts did, a
 * model of each caller's rights says what they were allowed to do.
 */
@NullMarked
package io.tiphys.gateway.witness;

import org.jspecify.annotations.NullMarked;
