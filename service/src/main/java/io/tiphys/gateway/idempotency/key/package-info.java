/**
 * Idempotency keys: how they are given, their digest, their scope, and the names that are made from them.
 */
@NullMarked
package io.tiphys.gateway.idempotency.key;

import org.jspecify.annotations.NullMarked;
