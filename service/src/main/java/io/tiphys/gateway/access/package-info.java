/** Who calls and what they may do. Every use case passes its guard before anything is forwarded. */
@NullMarked
package io.tiphys.gateway.access;

import org.jspecify.annotations.NullMarked;
