/** Reading, following and changing workflows that exist: one use case per class, and the port to the Argo Server. */
@NullMarked
package io.tiphys.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
