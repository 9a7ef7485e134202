package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.testbed.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The one page of a {@link Browser}, steered through its DevTools protocol. Used by one thread. */
final class BrowserPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIMIT_SECONDS = 30;

    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final String directory;
    private final WebSocket socket;

    /** Connects to a page by the address that the browser names; pictures go into the directory. */
    BrowserPage(HttpClient http, URI address, String directory) {
        this.directory = directory;
        this.socket =
                http.newWebSocketBuilder().buildAsync(address, new Messages()).join();
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
        send("Network.enable", Map.of());
    }

    void open(URI address) {
        send("Page.navigate", Map.of("url", address.toString()));
        await("document.readyState === 'complete'");
    }

    /** Waits until the page shows a text, in whatever case its style makes of it. */
    void awaitText(String text) {
        // Terminals are drawn with blanks at which no line breaks.
        await("document.body && document.body.innerText.toLowerCase().replaceAll('\\u00a0', ' ').includes("
                + quoted(text.toLowerCase(Locale.ROOT)) + ")");
    }

    /** Waits until an expression of JavaScript holds. */
    void await(String expression) {
        try {
            Patience.until(
                    expression, () -> evaluate("Boolean(" + expression + ")").asBoolean());
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; see " + screenshot("failed-" + numbers.get()) + "; " + failures(), e);
        }
    }

    /** Clicks what is the last to have exactly this text, whatever kind of control it is. */
    void click(String text) {
        String found = "[...document.querySelectorAll('button, a, .argo-button, [role=button]')].filter(one =>"
                + " one.textContent.trim().toLowerCase() === " + quoted(text.toLowerCase(Locale.ROOT)) + ").at(-1)";
        await(found);
        evaluate(found + ".click()");
    }

    /** Types into what a selector finds, as a person would. */
    void type(String selector, String text) {
        await("document.querySelector(" + quoted(selector) + ")");
        evaluate("document.querySelector(" + quoted(selector) + ").focus()");
        send("Input.insertText", Map.of("text", text));
    }

    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            // A page that is being replaced knows no variables for a moment.
            return JSON.nullNode();
        }
        return answer.at("/result/value");
    }

    /** Keeps what the page looks like. */
    Path screenshot(String name) {
        evaluate(
                "Promise.race([Promise.all(document.getAnimations().map(one => one.finished)), new Promise(end => setTimeout(end, 500))])");
        byte[] picture = Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("format", "png"))
                        .path("data")
                        .asText());
        try {
            return Files.write(TestOutput.directory(directory).resolve(name + ".png"), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets the failures so far. */
    synchronized void forgetFailures() {
        failures.clear();
    }

    /** Requests that the page got no good answer to, and what it threw. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    private JsonNode send(String method, Map<String, Object> parameters) {
        int number = numbers.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(number, answer);
        try {
            String message = JSON.writeValueAsString(Map.of("id", number, "method", method, "params", parameters));
            socket.sendText(message, true).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    private synchronized void received(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt());
        if (answer != null) {
            answer.complete(message.path("result"));
            return;
        }
        switch (message.path("method").asText()) {
            case "Network.responseReceived" -> {
                JsonNode response = message.at("/params/response");
                if (response.path("status").asInt() >= 400) {
                    failures.add(response.path("status").asInt() + " "
                            + response.path("url").asText());
                }
            }
            case "Runtime.exceptionThrown" ->
                failures.add(message.at("/params/exceptionDetails/exception/description")
                        .asText());
            default -> {}
        }
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
