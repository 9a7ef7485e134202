package io.tiphys.gateway.argoapi.call;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Selects the environment of an Argo API request: by the path prefix {@code /argo/<name>/}, else by the listener, else by
 * the host name, else the default environment. Immutable.
 */
@Singleton
public final class EnvironmentChoice {
    private static final String PREFIX = "/argo/";

    private final SubmissionEnvironments environments;
    private final Map<Integer, SubmissionEnvironment> byPort = new HashMap<>();
    private final Map<String, SubmissionEnvironment> byHost = new HashMap<>();

    EnvironmentChoice(SubmissionEnvironments environments) {
        this.environments = environments;
        for (SubmissionEnvironment environment : environments.all()) {
            OptionalInt port = environment.argoApi().port();
            port.ifPresent(own -> byPort.put(own, environment));
            environment.argoApi().hosts().forEach(host -> byHost.put(host, environment));
        }
    }

    /**
     * A choice.
     *
     * @param environment empty when the request names no existing environment
     * @param prefix the part of the request's path in front of the Argo Server's own path
     */
    public record Chosen(Optional<SubmissionEnvironment> environment, String prefix) {
        /** The name in the request, whether or not this environment exists; empty when the request names none. */
        public Optional<String> name() {
            return environment
                    .map(SubmissionEnvironment::name)
                    .or(() -> Optional.of(prefix)
                            .filter(front -> !front.isEmpty())
                            .map(front -> front.substring(PREFIX.length())));
        }
    }

    public Chosen of(ServiceRequestContext context, boolean grpc) {
        String path = context.path();
        if (!grpc && path.startsWith(PREFIX)) {
            int end = path.indexOf('/', PREFIX.length());
            String name = end < 0 ? path.substring(PREFIX.length()) : path.substring(PREFIX.length(), end);
            return new Chosen(environments.find(Optional.of(name)), PREFIX + name);
        }
        SubmissionEnvironment ofPort = byPort.get(context.localAddress().getPort());
        SubmissionEnvironment chosen = ofPort != null ? ofPort : byHost.get(host(context));
        return new Chosen(chosen != null ? Optional.of(chosen) : environments.defaultEnvironment(), "");
    }

    private static String host(ServiceRequestContext context) {
        String authority = Optional.ofNullable(context.request().authority()).orElse("");
        int port = authority.lastIndexOf(':');
        String host = port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
        return host.toLowerCase(Locale.ROOT);
    }
}
