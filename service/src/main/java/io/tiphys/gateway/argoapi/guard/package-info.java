/**
 * Decides whether a call may pass: rights of the caller, validation of documents, objects that must be looked up first.
 */
@NullMarked
package io.tiphys.gateway.argoapi.guard;

import org.jspecify.annotations.NullMarked;
