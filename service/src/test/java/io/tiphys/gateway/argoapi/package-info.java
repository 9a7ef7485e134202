/**
 * Argo's own clients, unmodified, against the gateway: what they print, receive and create is compared with what the same
 * call gives straight at the Argo Server.
 */
@NullMarked
package io.tiphys.gateway.argoapi;

import org.jspecify.annotations.NullMarked;
