package io.tiphys.gateway.server.configuration;

import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiphys.server}: the listeners for callers.
 *
 * @param host the address to listen on; all addresses of the machine without it
 * @param port the port without TLS, for HTTP/1.1, HTTP/2 and gRPC alike; 0 takes a free one
 * @param tlsPort a second port, with TLS; none without it
 * @param tlsCertificateFile the PEM certificate chain of {@code tls-port}; read again when it changes
 * @param tlsKeyFile the PEM private key of {@code tls-port}
 * @param maxHeaderSize the most bytes of the headers of a request; more is answered with 431
 * @param maxRequestLine the most bytes of the first line of an HTTP/1.1 request; more is answered with 414
 * @param maxConnections the most open connections; further ones are closed at once
 * @param maxConnectionsPerAddress the most open connections of one address; further ones are closed at once
 * @param maxStartingConnectionsPerAddress the most connections of one address that have not sent their first request, TLS
 *     handshakes included; further ones are closed at once
 * @param newConnectionsPerSecond the rate of new connections of one address, after twice as many at once; further ones wait
 *     a second at most. A connection does not count once a call of a known caller has succeeded, and one that is ended for an
 *     attack counts as a hundred. Trusted proxies have no such limit. 0 for no limit
 * @param maxStreamsPerConnection the most concurrent requests of one HTTP/2 connection; a client queues further ones, or they
 *     are refused
 * @param maxAnonymousStreams the most concurrent requests that need no token (health, reflection, the documentation); one
 *     address may have a quarter of them, and watches of the health service are counted apart. More are answered with
 *     TOO_MANY_CALLS
 * @param maxBodyBytes the most bytes of request bodies that the gateway holds at once; each body counts eight times its size,
 *     at most its size and 4 MiB, for the objects that are built from it. More are answered with TOO_MANY_CALLS. 0 stands for a
 *     sixteenth of the heap
 * @param maxResetsPerMinute the most streams of one HTTP/2 connection that either side may cancel in a minute, and the most
 *     frames without a request (PING, SETTINGS and others), beyond four for each frame of an answer; more end the connection,
 *     because such frames are work and an attack (CVE-2023-44487, CVE-2019-9512)
 * @param trustedProxies addresses and networks (10.0.0.0/8) of proxies whose {@code Forwarded} and {@code X-Forwarded-For}
 *     headers name the client's address, for limits per address; without it the address of the connection counts
 * @param managementHost the address on which the port of health and metrics listens; all addresses of the machine without it
 * @param allowedOrigins origins (https://portal.example) whose pages may read the answers of all APIs in a browser, * for every
 *     origin; without it none may but the gateway's own. Cookies are never let through for them
 * @param idleTimeout after how long without a request a connection is closed
 * @param headerTimeout the longest time from the beginning of a connection, with its TLS handshake, to the beginning of its
 *     first request, and from the first byte of an HTTP/1.1 request to the end of its headers; then the connection is closed, and
 *     a request that has begun is answered with 408
 * @param bodyTimeout the longest time for 64 KiB of a request body, or for its end; then it is answered with
 *     REQUEST_STALLED, unless its response has begun, and over HTTP/1.1 the connection is closed. A gRPC call whose
 *     response has begun may be silent
 * @param answerTimeout the longest time in which a caller reads 64 KiB of a response, or all of it that there is; then
 *     the response is aborted, and its connection closed if only the end is left. Bytes in socket buffers, often some megabytes,
 *     count as read. A response that the Argo API forwards must also
 *     continue within this time
 * @param shutdownTimeout the longest time that a stopping gateway waits for requests to end
 */
public record ServerConfiguration(
        @Nullable String host,
        @Bindable(defaultValue = "8080") int port,
        @Nullable Integer tlsPort,
        @Nullable Path tlsCertificateFile,
        @Nullable Path tlsKeyFile,
        @Bindable(defaultValue = "32768") int maxHeaderSize,
        @Bindable(defaultValue = "8192") int maxRequestLine,
        @Bindable(defaultValue = "10000") int maxConnections,
        @Bindable(defaultValue = "2000") int maxConnectionsPerAddress,
        @Bindable(defaultValue = "500") int maxStartingConnectionsPerAddress,
        @Bindable(defaultValue = "50") int newConnectionsPerSecond,
        @Bindable(defaultValue = "256") int maxStreamsPerConnection,
        @Bindable(defaultValue = "1000") int maxAnonymousStreams,
        @Bindable(defaultValue = "0") long maxBodyBytes,
        @Bindable(defaultValue = "3000") int maxResetsPerMinute,
        @Bindable(defaultValue = "") List<String> trustedProxies,
        @Nullable String managementHost,
        @Bindable(defaultValue = "") List<String> allowedOrigins,
        @Bindable(defaultValue = "5m") Duration idleTimeout,
        @Bindable(defaultValue = "20s") Duration headerTimeout,
        @Bindable(defaultValue = "1m") Duration bodyTimeout,
        @Bindable(defaultValue = "5m") Duration answerTimeout,
        @Bindable(defaultValue = "20s") Duration shutdownTimeout) {}
