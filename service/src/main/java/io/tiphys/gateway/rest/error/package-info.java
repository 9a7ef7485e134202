/** Writes problems as {@code application/problem+json} (RFC 9457). The only writer of REST errors. */
@NullMarked
package io.tiphys.gateway.rest.error;

import org.jspecify.annotations.NullMarked;
