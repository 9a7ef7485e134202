/**
 * From a path to what it means: an RPC, an artifact or a page of Argo's web interface.
 */
@NullMarked
package io.tiphys.gateway.argoapi.route;

import org.jspecify.annotations.NullMarked;
