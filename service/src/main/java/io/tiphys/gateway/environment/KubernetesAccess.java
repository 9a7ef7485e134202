package io.tiphys.gateway.environment;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** How the gateway connects to a cluster with its own account. */
public sealed interface KubernetesAccess {
    /** The service account of the gateway's own pod. */
    record InCluster() implements KubernetesAccess {}

    /**
     * A kubeconfig file.
     *
     * @param file the file
     * @param context the context in the file; empty for its current one
     */
    record Kubeconfig(Path file, Optional<String> context) implements KubernetesAccess {}

    /**
     * An address with a certificate authority and a token.
     *
     * @param url the API server
     * @param caFile PEM certificates to trust; empty for the system's
     * @param tokenFile the gateway's own token; read again when it changes
     */
    record TokenFile(URI url, Optional<Path> caFile, Path tokenFile) implements KubernetesAccess {}
}
