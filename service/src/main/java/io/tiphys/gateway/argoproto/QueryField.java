package io.tiphys.gateway.argoproto;

/**
 * A field of a request message that a query parameter can set.
 *
 * @param value the parser of a value
 * @param repeated whether a query may repeat the parameter
 */
public record QueryField(QueryValue value, boolean repeated) {}
