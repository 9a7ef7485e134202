package io.tiphys.gateway.argo;

import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.UpstreamCapacity;
import jakarta.inject.Singleton;

/** The limits that the environments' own calls have too. Thread-safe. */
@Singleton
final class ArgoCapacity implements UpstreamCapacity {
    private final ArgoServers servers;

    ArgoCapacity(ArgoServers servers) {
        this.servers = servers;
    }

    @Override
    public Permit take(SubmissionEnvironment environment, Pool pool, Requester requester) {
        return servers.of(environment).take(pool, requester);
    }
}
