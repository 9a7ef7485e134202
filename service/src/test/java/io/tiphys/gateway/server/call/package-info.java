/** Tests of what is counted. */
@NullMarked
package io.tiphys.gateway.server.call;

import org.jspecify.annotations.NullMarked;
