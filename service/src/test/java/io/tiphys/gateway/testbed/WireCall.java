package io.tiphys.gateway.testbed;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One HTTP request as it went over the wire.
 *
 * @param number its place among all requests of the journal, from 1
 * @param upstream the name of the proxy that saw it
 * @param method for example {@code POST}
 * @param path the path with the query
 * @param authorization the fingerprint of the authorization header; empty when there was none
 * @param status what the caller was answered; empty when it got no status line (yet)
 */
public record WireCall(
        int number, String upstream, String method, String path, Optional<String> authorization, OptionalInt status) {
    /** Upstream, method, path and status in a line: for comparisons and messages. */
    @Override
    public String toString() {
        return upstream + " " + method + " " + path + " -> " + (status.isPresent() ? status.getAsInt() : "nothing");
    }

    /** Whether it reads the keys that a cluster publishes for the tokens that it signs: once in a while, for no one call. */
    public boolean readsPublishedKeys() {
        return path.equals("/.well-known/openid-configuration") || path.equals("/openid/v1/jwks");
    }

    WireCall answered(int newStatus) {
        return new WireCall(number, upstream, method, path, authorization, OptionalInt.of(newStatus));
    }
}
