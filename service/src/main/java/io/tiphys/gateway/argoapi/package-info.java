/**
 * The Argo API, for Argo's own clients. The package maps calls to remote procedures and knows their requirements. It runs
 * the core's checks first (caller, permissions, document, credential), and then pumps bytes. It contains no workflow logic.
 * It is an inbound and an outbound adapter at once, because a body that passes through belongs to neither side.
 */
@NullMarked
package io.tiphys.gateway.argoapi;

import org.jspecify.annotations.NullMarked;
