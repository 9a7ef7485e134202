/** The access table of Argo's RPCs: method, path, permissions, scope and effect of each, and the parts of their requests. */
@NullMarked
package io.tiphys.gateway.argoapi.rpc;

import org.jspecify.annotations.NullMarked;
