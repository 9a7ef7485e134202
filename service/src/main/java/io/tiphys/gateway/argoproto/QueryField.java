package io.tiphys.gateway.argoproto;

/**
 * A field of a request message that a query parameter can set.
 *
 * @param value how a value is read
 * @param repeated whether the parameter may stand in a query more than once
 */
public record QueryField(QueryValue value, boolean repeated) {}
