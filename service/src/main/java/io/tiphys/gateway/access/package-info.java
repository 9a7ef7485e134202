/** Authentication and authorization of callers. Every use case passes its guard before anything is forwarded. */
@NullMarked
package io.tiphys.gateway.access;

import org.jspecify.annotations.NullMarked;
