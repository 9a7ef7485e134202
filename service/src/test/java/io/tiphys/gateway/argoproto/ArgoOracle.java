package io.tiphys.gateway.argoproto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.testbed.Checkout;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Argo's own Go code, asked what it reads: {@code tools/argo-messages/oracle}, built from Argo's module. */
public final class ArgoOracle implements AutoCloseable {
    /** A valid request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Request(String method, byte[] message) {}

    /**
     * What Argo makes of a message.
     *
     * @param refused why it does not take it
     * @param read the JSON of what it took it for; null when it refused
     * @param same the JSON of what it takes the JSON for that was given with it
     */
    record Answer(
            Optional<String> refused,
            @Nullable JsonNode read,
            @Nullable JsonNode same) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private ArgoOracle(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /** Builds it, which takes minutes the first time, and starts it; without Go the test is skipped with a word of why. */
    public static ArgoOracle start() throws IOException, InterruptedException {
        Path binary = Checkout.path("service/target/argo-oracle");
        Process build;
        try {
            build = new ProcessBuilder("go", "build", "-o", binary.toString(), "./oracle")
                    .directory(Checkout.path("tools/argo-messages").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            String reason = "skipped: Go, which builds Argo's own reader, is not installed";
            System.out.println(reason);
            return abort(reason);
        }
        String output = new String(build.getInputStream().readAllBytes(), UTF_8);
        if (build.waitFor() != 0) {
            throw new IOException("Argo's reader cannot be built: " + output);
        }
        return new ArgoOracle(new ProcessBuilder(binary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Where Argo's module has its examples. */
    public static Path examples() throws IOException {
        Process go = new ProcessBuilder("go", "list", "-m", "-f", "{{.Dir}}", "github.com/argoproj/argo-workflows/v4")
                .directory(Checkout.path("tools/argo-messages").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return Path.of(new String(go.getInputStream().readAllBytes(), UTF_8).strip())
                .resolve("examples");
    }

    /**
     * The call that Argo's HTTP side makes of a request.
     *
     * @param raw the bytes of the request in HTTP/1.1
     * @return empty when it makes none
     */
    public Optional<Request> route(byte[] raw) throws IOException {
        JsonNode answer = ask("route " + Base64.getEncoder().encodeToString(raw));
        return answer.has("refused")
                ? Optional.empty()
                : requests(answer).stream().findFirst();
    }

    public byte[] random(String method, long seed) throws IOException {
        return requests(ask("random " + method + " " + seed)).getFirst().message();
    }

    /** The requests that create the objects of a YAML file. */
    public List<Request> example(Path file) throws IOException {
        return requests(ask("example " + file));
    }

    /**
     * An event of a watch, and what Argo sends of it.
     *
     * @param refused why Argo sends nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Cleaned(Optional<String> refused, byte[] whole, byte[] cleaned) {}

    /** What Argo sends of the workflow of a CreateWorkflow request to who watches with these {@code fields}. */
    public Cleaned clean(String fields, byte[] request) throws IOException {
        JsonNode answer = ask("clean " + fields + " " + Base64.getEncoder().encodeToString(request));
        if (answer.has("refused")) {
            return new Cleaned(Optional.of(answer.get("refused").textValue()), new byte[0], new byte[0]);
        }
        List<Request> events = requests(answer);
        return new Cleaned(
                Optional.empty(), events.getFirst().message(), events.getLast().message());
    }

    Answer read(String method, byte[] message, Optional<JsonNode> json) throws IOException {
        Base64.Encoder base64 = Base64.getEncoder();
        JsonNode answer = ask("read " + method + " " + base64.encodeToString(message)
                + json.map(node -> " " + base64.encodeToString(node.toString().getBytes(UTF_8)))
                        .orElse(""));
        return new Answer(
                Optional.ofNullable(answer.get("refused")).map(JsonNode::textValue),
                answer.get("read"),
                answer.get("same"));
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }

    private JsonNode ask(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
        return JSON.readTree(Objects.requireNonNull(answers.readLine(), "Argo's reader ended"));
    }

    private static List<Request> requests(JsonNode answer) throws IOException {
        List<Request> requests = new ArrayList<>();
        for (JsonNode request : answer.path("requests")) {
            requests.add(new Request(
                    request.path("method").textValue(),
                    request.path("message").isMissingNode()
                            ? new byte[0]
                            : request.path("message").binaryValue()));
        }
        return requests;
    }
}
