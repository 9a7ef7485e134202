package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.TestNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the argo command line runs: a face, a protocol, a namespace of its own, and a directory with the files that its
 * verbs name. Used by one thread.
 */
final class CommandPlace {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> FILES = List.of(
            "waiting",
            "finishing",
            "counting",
            "invalid",
            "misspelt",
            "template",
            "template-changed",
            "cluster-template",
            "cluster-template-changed",
            "cron",
            "cron-changed");

    private final Path command;
    private final ArgoApiUnderTest face;
    private final boolean http1;
    private final String namespace;
    private final String token;
    private final Path directory;

    /**
     * What a verb did.
     *
     * @param status its exit status
     * @param output what it wrote to its output, normalised
     * @param errors what it wrote to its error output, normalised
     */
    record Outcome(int status, String output, String errors) {}

    CommandPlace(
            ClusterUnderTest cluster, ArgoApiUnderTest face, boolean http1, TestNamespace namespace, String token) {
        this.command = cluster.argoCommand().orElseThrow();
        this.face = face;
        this.http1 = http1;
        this.namespace = namespace.name();
        this.token = token;
        this.directory = writeFiles();
    }

    String namespace() {
        return namespace;
    }

    /** Runs {@code argo} with these arguments, in which {@code @NAMESPACE@} stands for the place's namespace. */
    Outcome run(List<String> arguments) {
        return run(arguments, "Bearer " + token);
    }

    /** The same with another value of {@code ARGO_TOKEN}. */
    Outcome run(List<String> arguments, String authorization) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(command.toString());
        arguments.forEach(argument -> builder.command().add(filled(argument)));
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("KUBECONFIG", "/dev/null");
        builder.environment().put("ARGO_SERVER", face.authority());
        builder.environment().put("ARGO_SECURE", "false");
        builder.environment().put("ARGO_HTTP1", String.valueOf(http1));
        builder.environment().put("ARGO_NAMESPACE", namespace);
        builder.environment().put("ARGO_TOKEN", authorization);
        ProgramRun run = ProgramRun.of(builder, "", LIMIT);
        return new Outcome(run.status(), normalised(run.output()), normalised(run.errors()));
    }

    String normalised(String text) {
        return Normalised.text(text.replace(token, "<token>")
                .replace(namespace, "<namespace>")
                .replace(face.authority(), "<address>")
                .replace(directory.toString(), "<directory>"));
    }

    private String filled(String text) {
        return text.replace("@NAMESPACE@", namespace);
    }

    private Path writeFiles() {
        try {
            Path made = Files.createTempDirectory("tiphys-argo");
            for (String name : FILES) {
                Files.writeString(made.resolve(name + ".yaml"), filled(ExampleObjects.document(name)));
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return (http1 ? "HTTP1" : "gRPC") + " to " + face;
    }
}
