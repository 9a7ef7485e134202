package io.tiphys.gateway.server;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiphys.port}: the listeners that callers reach.
 *
 * @param host the address to listen on; all addresses of the machine without it
 * @param port the port without TLS, for HTTP/1.1, HTTP/2 and gRPC alike; 0 takes a free one
 * @param tlsPort a second port, with TLS; none without it
 * @param tlsCertificateFile the PEM certificate chain of {@code tls-port}; read again when it changes
 * @param tlsKeyFile the PEM private key of {@code tls-port}
 * @param maxHeaderSize how many bytes the headers of a request may have; more is answered with 431
 * @param maxRequestLine how many bytes the first line of an HTTP/1.1 request may have; more is answered with 414
 * @param maxConnections how many connections are open at once; more are closed as they come
 * @param maxConnectionsPerAddress how many connections one address holds; more are closed as they come
 * @param maxStartingConnectionsPerAddress how many connections of one address may be without their first request at once, TLS
 *     handshakes among them; more are closed as they come
 * @param maxStreamsPerConnection how many requests one HTTP/2 connection may have under way; a client waits with more, or has
 *     them refused
 * @param maxAnonymousStreams how many requests may be under way that the gateway answers to anybody (health, reflection, the
 *     documentation); a quarter of it for one address, and health's watches counted apart. More are answered with TOO_MANY_CALLS
 * @param maxBodyBytes how many bytes of requests' bodies the gateway holds at once; each counts eight times, until four MiB
 *     more than its size are counted, for what is made of it. More are answered with TOO_MANY_CALLS. 0 for a sixteenth of the
 *     heap
 * @param maxResetsPerMinute how many streams of one HTTP/2 connection may be cancelled in a minute, by either side; the connection ends with
 *     more, because opening and cancelling streams is how a server is worn out (CVE-2023-44487)
 * @param trustedProxies addresses and networks (10.0.0.0/8) of proxies whose {@code Forwarded} and {@code X-Forwarded-For}
 *     headers tell the client's address, which limits for each address count; without it the connection's own address counts
 * @param managementHost the address on which the port of health and metrics listens; all addresses of the machine without it
 * @param allowedOrigins origins (https://portal.example) whose pages may read the answers of all APIs in a browser, * for every
 *     origin; without it none may but the gateway's own. Cookies are never let through for them
 * @param idleTimeout after how long without any request a connection is closed
 * @param headTimeout how long a connection may take from its beginning, with its TLS handshake, until its first request begins,
 *     and how long the head of an HTTP/1.1 request may take from its first byte; then it is closed, such a request is answered
 *     with 408
 * @param bodyTimeout in what time 64 KiB of a request's body, or its end, have to come; else it is answered with REQUEST_STALLED,
 *     unless its answer has begun, and over HTTP/1.1 the connection is closed. A gRPC call whose answer
 *     has begun may be silent
 * @param shutdownPatience how long requests under way may take to end when the gateway is stopped
 */
@ConfigurationProperties("tiphys.port")
public record PortConfiguration(
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
        @Bindable(defaultValue = "256") int maxStreamsPerConnection,
        @Bindable(defaultValue = "1000") int maxAnonymousStreams,
        @Bindable(defaultValue = "0") long maxBodyBytes,
        @Bindable(defaultValue = "3000") int maxResetsPerMinute,
        @Bindable(defaultValue = "") List<String> trustedProxies,
        @Nullable String managementHost,
        @Bindable(defaultValue = "") List<String> allowedOrigins,
        @Bindable(defaultValue = "5m") Duration idleTimeout,
        @Bindable(defaultValue = "20s") Duration headTimeout,
        @Bindable(defaultValue = "1m") Duration bodyTimeout,
        @Bindable(defaultValue = "20s") Duration shutdownPatience) {}
