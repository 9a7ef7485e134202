package io.tiphys.validation.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/** Argo's own evaluation of conditions and expressions in Go: {@code tools/expression-oracle}, which is asked over a pipe. */
public final class ExpressionOracle implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private ExpressionOracle(Process process) {
        this.process = process;
        this.commands = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /** Builds it and starts it; without Go the test is skipped with a word of why. */
    public static ExpressionOracle start() throws IOException, InterruptedException {
        Path binary = Path.of("target/expression-oracle").toAbsolutePath();
        Process build;
        try {
            build = new ProcessBuilder("go", "build", "-o", binary.toString(), ".")
                    .directory(Path.of("../tools/expression-oracle").toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            String reason = "skipped: Go, which builds Argo's own evaluation of expressions, is not installed";
            System.out.println(reason);
            return abort(reason);
        }
        String output = new String(build.getInputStream().readAllBytes(), UTF_8);
        if (build.waitFor() != 0) {
            throw new IOException("Argo's evaluation of expressions cannot be built: " + output);
        }
        return new ExpressionOracle(new ProcessBuilder(binary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * Why Argo refuses a text; empty if it does not.
     *
     * @param command when, syntax or retry
     */
    public Optional<String> refused(String command, String text) throws IOException {
        commands.write(command + " " + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
        commands.newLine();
        commands.flush();
        String answer = Objects.requireNonNull(answers.readLine(), "Argo's evaluation ended");
        return answer.equals("ok") ? Optional.empty() : Optional.of(answer);
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
