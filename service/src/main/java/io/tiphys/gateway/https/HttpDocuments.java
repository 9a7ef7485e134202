package io.tiphys.gateway.https;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads small documents over HTTP: bounded in size and time, without redirects. Thread-safe. */
public final class HttpDocuments {
    /** The longest time for one document, from the connection to its last byte. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final int LARGEST = 512 << 10;
    private static final int OK = 200;

    private final HttpClient client;

    /**
     * The response to a request.
     *
     * @param status the status of HTTP
     * @param text the body in UTF-8
     */
    public record Document(int status, String text) {}

    public HttpDocuments(HttpClient client) {
        this.client = client;
    }

    /**
     * A client. It reads the certificates once, so a changed file has an effect on a new client alone.
     *
     * @param caFile the certificates to trust; empty for those of the system
     * @throws IOException when the file cannot be read, or its certificates cannot be used
     */
    public static HttpClient client(Optional<Path> caFile) throws IOException {
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
    public String read(URI address) throws IOException, InterruptedException, TimeoutException {
        Document document = read(address, Map.of());
        if (document.status() != OK) {
            throw new IOException(address + " answers with status " + document.status());
        }
        return document.text();
    }

    /**
     * The document at an address, whatever its status is.
     *
     * @param headers further headers of the request; never in a message of an exception
     * @throws IOException when there is no answer, or one larger than 512 KiB
     */
    public Document read(URI address, Map<String, String> headers)
            throws IOException, InterruptedException, TimeoutException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(TIMEOUT).header("Accept", "application/json");
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(
                request.build(), head -> BodySubscribers.limiting(BodySubscribers.ofByteArray(), LARGEST));
        try {
            HttpResponse<byte[]> response = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Document(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be read", e.getCause());
        } finally {
            exchange.cancel(true);
        }
    }

    private static SSLContext trusting(Path file) throws IOException {
        try {
            return trusting(TrustedCertificates.read(file));
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates of " + file + " cannot be used", e);
        }
    }

    private static SSLContext trusting(Iterable<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (X509Certificate one : certificates) {
            trusted.setCertificateEntry("ca-" + number++, one);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
