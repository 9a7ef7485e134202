package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.testbed.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium without a window, with a profile of its own. */
final class Browser implements AutoCloseable {
    private static final String ANNOUNCEMENT = "DevTools listening on ";
    private static final int CANNOT = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final BrowserPage page;

    private Browser(Process process, String pictures) throws IOException {
        this.process = process;
        this.page = new BrowserPage(http, pageAddress(), pictures);
    }

    /**
     * Starts one, which is installed first when it has to be. The test is skipped where the machine can have none.
     *
     * @param pictures the directory of the test's output for what pages look like
     */
    static Browser start(String pictures) {
        ProgramRun found =
                ProgramRun.of(new ProcessBuilder(Checkout.path("tools/browser").toString()), "", Duration.ofMinutes(5));
        if (found.status() == CANNOT) {
            System.out.println("SKIPPED: " + found.errors().strip());
        }
        Assumptions.assumeTrue(found.status() != CANNOT, found.errors());
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    found.output().strip(),
                    "--headless=new",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + Files.createTempDirectory("tiphys-browser"),
                    "--window-size=1400,900",
                    "--no-first-run",
                    // A page that was left and is kept for the way back keeps its streams, and there are six
                    // connections.
                    "--disable-features=BackForwardCache",
                    "--disable-gpu",
                    // Issuers of tests have certificates of their own, and pages open them in windows of their own.
                    "--ignore-certificate-errors",
                    "--disable-popup-blocking",
                    "--disable-dev-shm-usage",
                    // Its sandbox refuses to run as root, and it opens nothing but what runs here.
                    "--no-sandbox",
                    "about:blank");
            return new Browser(builder.start(), pictures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BrowserPage page() {
        return page;
    }

    private URI pageAddress() throws IOException {
        URI devtools = URI.create(announced());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + devtools.getAuthority() + "/json/list"))
                .build();
        try {
            for (JsonNode target : new ObjectMapper()
                    .readTree(http.send(request, BodyHandlers.ofString()).body())) {
                if (target.path("type").asText().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asText());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the browser has no page");
    }

    /** The address that it writes to its error output, which has to be read to the end for it to go on. */
    private String announced() throws IOException {
        BufferedReader errors = process.errorReader();
        StringBuilder before = new StringBuilder();
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
            if (line.startsWith(ANNOUNCEMENT)) {
                Thread.ofVirtual().start(() -> errors.lines().forEach(ignored -> {}));
                return line.substring(ANNOUNCEMENT.length());
            }
            before.append(line).append('\n');
        }
        throw new IllegalStateException("the browser ended: " + before);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        http.close();
    }
}
