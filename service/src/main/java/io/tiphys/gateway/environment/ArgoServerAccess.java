package io.tiphys.gateway.environment;

import io.tiphys.gateway.workflow.Namespace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The address and the trust settings of an Argo Server.
 *
 * @param uri its address, {@code http} or {@code https}; a path is Argo's base href
 * @param caFile PEM certificates to trust instead of the system's
 * @param insecureSkipVerify trust any certificate; only with a named override, and reported at start
 * @param namespace the namespace of Argo's own components; empty if unknown
 */
public record ArgoServerAccess(
        URI uri, Optional<Path> caFile, boolean insecureSkipVerify, Optional<Namespace> namespace) {}
