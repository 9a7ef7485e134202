package io.tiphys.gateway.environment.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.testbed.Checkout;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Argo's own evaluation of rules in Go: {@code tools/argo-rules}, which is asked over a pipe. */
final class ArgoRules implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private ArgoRules(Process process) {
        this.process = process;
        this.questions = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /** Builds it and starts it; without Go the test is skipped. */
    static ArgoRules start() throws IOException, InterruptedException {
        Path binary = Path.of("target/argo-rules").toAbsolutePath();
        Process build;
        try {
            build = new ProcessBuilder("go", "build", "-o", binary.toString(), ".")
                    .directory(Checkout.path("tools/argo-rules").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return abort("skipped: Go, which builds Argo's own evaluation, is not installed");
        }
        String output = new String(build.getInputStream().readAllBytes(), UTF_8);
        if (build.waitFor() != 0) {
            throw new IOException("Argo's evaluation of rules cannot be built: " + output);
        }
        return new ArgoRules(new ProcessBuilder(binary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** {@code true}, {@code false} or {@code error}. */
    String verdict(String rule, Map<String, Object> claims) throws IOException {
        questions.write(JSON.writeValueAsString(Map.of("rule", rule, "claims", claims)));
        questions.newLine();
        questions.flush();
        return Objects.requireNonNull(answers.readLine(), "Argo's evaluation ended");
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }
}
