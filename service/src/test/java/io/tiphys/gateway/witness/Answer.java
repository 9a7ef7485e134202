package io.tiphys.gateway.witness;

/**
 * What came back.
 *
 * @param status the HTTP or gRPC status; empty when the connection ended without one
 * @param text everything that can be read of it, one byte a character
 */
public record Answer(String status, String text) {}
