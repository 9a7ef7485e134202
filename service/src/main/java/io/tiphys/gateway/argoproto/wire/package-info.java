/**
 * Reads and writes fields of Argo's protobuf messages by the message table. Pure functions.
 */
@NullMarked
package io.tiphys.gateway.argoproto.wire;

import org.jspecify.annotations.NullMarked;
