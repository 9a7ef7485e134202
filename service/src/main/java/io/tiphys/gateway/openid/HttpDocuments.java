package io.tiphys.gateway.openid;

import io.tiphys.gateway.environment.TrustedCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads small public documents over HTTPS: bounded in size and time, without redirects. Thread-safe. */
final class HttpDocuments {
    /** The longest time for one document, from the connection to its last byte. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int LARGEST = 512 << 10;
    private static final int OK = 200;

    private final HttpClient client;

    HttpDocuments(HttpClient client) {
        this.client = client;
    }

    /**
     * A client for one reading, so that a changed file of certificates has an effect.
     *
     * @param caFile the certificates to trust; empty for those of the system
     */
    static HttpClient client(Optional<Path> caFile) throws IOException, GeneralSecurityException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(TIMEOUT);
        if (caFile.isPresent()) {
            builder.sslContext(trusting(caFile.get()));
        }
        return builder.build();
    }

    /**
     * The text of a document.
     *
     * @throws IOException when the answer is not 200, or larger than 512 KiB
     */
    String read(URI address) throws IOException, InterruptedException, TimeoutException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request, head -> BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST));
        try {
            HttpResponse<byte[]> response = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != OK) {
                throw new IOException(address + " answers with status " + response.statusCode());
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be read", e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private static SSLContext trusting(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (X509Certificate one : TrustedCertificates.read(file)) {
            trusted.setCertificateEntry("ca-" + number++, one);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
