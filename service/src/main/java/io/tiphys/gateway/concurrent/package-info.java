/** What calls carry and share on their way from a door to an upstream: deadlines, and answers under way. Everybody may import it; it imports only error. */
@NullMarked
package io.tiphys.gateway.concurrent;

import org.jspecify.annotations.NullMarked;
