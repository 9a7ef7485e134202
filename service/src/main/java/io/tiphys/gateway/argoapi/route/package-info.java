/** Maps a path to its target: an RPC, an artifact or a page of Argo's web interface. */
@NullMarked
package io.tiphys.gateway.argoapi.route;

import org.jspecify.annotations.NullMarked;
