/** Events of a watch in the form that a reader wants: JSON or protobuf, whole or pruned to fields. */
@NullMarked
package io.tiphys.gateway.argo.payload;

import org.jspecify.annotations.NullMarked;
