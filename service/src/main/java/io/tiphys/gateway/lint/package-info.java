/** Linting files without their cluster: the use case behind {@code :lint}. Of ours it imports {@code error} and {@code access}. */
@NullMarked
package io.tiphys.gateway.lint;

import org.jspecify.annotations.NullMarked;
