package io.tiphys.gateway.environment.configuration;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code jupyterhubs.<id>}: a JupyterHub as it is configured. For the modes {@code service-account-secret} and {@code
 * token-request}, see docs/identities.md.
 *
 * @param url the address of the hub's REST API, for example {@code https://hub.example/hub/api}; {@code http} only on this machine
 * @param service the name of the gateway among the services of the hub. A token needs the scope {@code access:services!service=<name>}
 *     or {@code access:services}
 * @param caFile PEM certificates to trust for the hub instead of the system's
 * @param userPrefix is put before the name of the user, for example {@code hub:}, so that the name is no user of the cluster
 * @param groupsPrefix is put before the name of each group
 */
public record JupyterHubConfiguration(
        @Nullable URI url,
        @Nullable String service,
        @Nullable Path caFile,
        @Nullable String userPrefix,
        @Nullable String groupsPrefix) {}
