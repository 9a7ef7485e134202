/** Reading, watching and changing existing workflows: one use case per class, and the port to the Argo Server. */
@NullMarked
package io.tiphys.gateway.lifecycle;

import org.jspecify.annotations.NullMarked;
