package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.FreePorts;
import io.tiphys.gateway.testbed.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real OpenID provider of a test's own ({@code testbed/build/provider}), with one client and a user who signs in. */
final class OpenIdProvider implements AutoCloseable {
    static final String CLIENT = "argo";
    static final String CLIENT_SECRET = "secret";
    static final String USER = "test-user@localhost";
    static final String PASSWORD = "verysecure";

    /** The user's subject. */
    static final String SUBJECT = "id1";

    private final URI issuer;
    private final Process process;

    private OpenIdProvider(URI issuer, Process process) {
        this.issuer = issuer;
        this.process = process;
    }

    /** The program, where the provider of the cluster brings it. */
    static Optional<Path> program(ClusterUnderTest cluster) {
        return cluster.argoCommand()
                .map(argo -> argo.resolveSibling("openid-provider"))
                .filter(Files::isExecutable);
    }

    /** Starts one that sends people back to these addresses, and waits until it answers. */
    static OpenIdProvider start(Path program, List<URI> redirects) {
        int port = FreePorts.next();
        List<String> command = new ArrayList<>(List.of(program.toString(), String.valueOf(port)));
        redirects.forEach(redirect -> command.add(redirect.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().clear();
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            OpenIdProvider provider = new OpenIdProvider(URI.create("http://localhost:" + port + "/"), builder.start());
            Runtime.getRuntime().addShutdownHook(new Thread(provider::close));
            Patience.until("the OpenID provider answers", provider::answers);
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it signs as. */
    URI issuer() {
        return issuer;
    }

    private boolean answers() {
        try {
            ArgoApiUnderTest face =
                    new ArgoApiUnderTest("provider", URI.create("http://localhost:" + issuer.getPort()));
            return PlainAnswer.get(face, "/.well-known/openid-configuration", "")
                            .status()
                    == 200;
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
