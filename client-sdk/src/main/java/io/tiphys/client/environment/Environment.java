package io.tiphys.client.environment;

import java.util.List;

/**
 * An environment of submission.
 *
 * @param name its name
 * @param defaultNamespace the namespace that its operator recommends; empty when there is none
 * @param namespaces the namespaces of the environment; a single {@code *} means all
 * @param credentialMode the source of the gateway's token for the Argo Server
 * @param isDefault whether calls without an environment use this one
 */
public record Environment(
        String name, String defaultNamespace, List<String> namespaces, String credentialMode, boolean isDefault) {}
