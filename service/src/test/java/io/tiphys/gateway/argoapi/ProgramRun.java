package io.tiphys.gateway.argoapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What a program did.
 *
 * @param status its exit status; -1 when it had to be ended
 * @param output what it wrote to its output
 * @param errors what it wrote to its error output
 */
record ProgramRun(int status, String output, String errors) {
    /** Runs a program to its end, or ends it when the time is over. */
    static ProgramRun of(ProcessBuilder program, String input, Duration limit) {
        try {
            Process process = program.start();
            CompletableFuture<String> output = reading(process.getInputStream());
            CompletableFuture<String> errors = reading(process.getErrorStream());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new ProgramRun(process.exitValue(), output.join(), errors.join());
            }
            process.destroyForcibly().waitFor();
            return new ProgramRun(-1, output.join(), "did not end within " + limit + "\n" + errors.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<String> reading(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> text(stream), task -> Thread.ofVirtual().start(task));
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
