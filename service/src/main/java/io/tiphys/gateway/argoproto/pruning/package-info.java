/**
 * Leaves out fields of Argo's objects, as Argo's own cleaner does, in JSON and in protobuf. Pure functions.
 */
@NullMarked
package io.tiphys.gateway.argoproto.pruning;

import org.jspecify.annotations.NullMarked;
