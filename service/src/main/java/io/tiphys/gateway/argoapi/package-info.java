/**
 * The Argo API: what Argo's own clients speak. It knows which call is which remote procedure and what that needs, takes the
 * steps of the core in front of it (caller, rights, document, credential), and pumps bytes. Nothing of a workflow's logic
 * lives here. It is a door and an adapter at once, because a body that passes through belongs to neither side.
 */
@NullMarked
package io.tiphys.gateway.argoapi;

import org.jspecify.annotations.NullMarked;
