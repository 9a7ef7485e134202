/**
 * Bodies of requests: the memory that all together may use, and the pace at which one must arrive.
 */
@NullMarked
package io.tiphys.gateway.server.body;

import org.jspecify.annotations.NullMarked;
