/** Prunes fields of Argo's objects like Argo's own cleaner, in JSON and in protobuf. Pure functions. */
@NullMarked
package io.tiphys.gateway.argoproto.pruning;

import org.jspecify.annotations.NullMarked;
