/** Request bodies: the memory that all bodies together may use, and the minimum pace of each. */
@NullMarked
package io.tiphys.gateway.server.body;

import org.jspecify.annotations.NullMarked;
