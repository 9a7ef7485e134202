/**
 * What a connection may do before a request is whole: checks of syntax, time for the head, resets, addresses, and the answers to
 * what no API sees.
 */
@NullMarked
package io.tiphys.gateway.server.connection;

import org.jspecify.annotations.NullMarked;
