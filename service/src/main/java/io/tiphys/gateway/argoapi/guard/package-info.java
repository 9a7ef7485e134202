/** Decides whether a call is allowed: permissions of the caller, validation of documents, lookups of stored objects. */
@NullMarked
package io.tiphys.gateway.argoapi.guard;

import org.jspecify.annotations.NullMarked;
