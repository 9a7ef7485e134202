/** What every call carries from a door to an upstream: its deadline. Everybody may import it; it imports only error. */
@NullMarked
package io.tiphys.gateway.call;

import org.jspecify.annotations.NullMarked;
