package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.CredentialRequest;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Creates the credentials of shared streams. Thread-safe. */
@Singleton
public final class StandingCredentials {
    private final CredentialedCalls credentials;
    private final TokenFingerprints fingerprints;

    public StandingCredentials(CredentialedCalls credentials, TokenFingerprints fingerprints) {
        this.credentials = credentials;
        this.fingerprints = fingerprints;
    }

    /**
     * The credential of an environment in a namespace. With a delegated identity all callers of one account have the same key. If the
     * gateway forwards the caller's own token, the key is that token's fingerprint. This method reviews nothing: the
     * caller's permission must be reviewed before, and for as long as the stream is open.
     *
     * @param namespace the namespace of the stream
     */
    public StandingCredential of(CallContext callContext, Namespace namespace) {
        SubmissionEnvironment environment = callContext.environment();
        CredentialRequest first = callContext.credentialIn(namespace);
        String key = first.mode().usesServiceAccount()
                ? "delegated in " + namespace + " as " + first.namespace() + "/"
                        + first.mode().serviceAccount().orElse("configured")
                : "caller " + fingerprints.of(callContext.caller().token());
        return new Standing(environment, namespace, first, key, callContext.requester());
    }

    private final class Standing implements StandingCredential {
        private final SubmissionEnvironment environment;
        private final Namespace namespace;
        private final CredentialRequest first;
        private final String key;
        private final Requester requester;

        Standing(
                SubmissionEnvironment environment,
                Namespace namespace,
                CredentialRequest first,
                String key,
                Requester requester) {
            this.environment = environment;
            this.namespace = namespace;
            this.first = first;
            this.key = key;
            this.requester = requester;
        }

        @Override
        public SubmissionEnvironment environment() {
            return environment;
        }

        @Override
        public String key() {
            return key;
        }

        @Override
        public Requester requester() {
            return requester;
        }

        @Override
        public <T> T call(Function<ArgoCall, T> upstream) {
            Deadline deadline = Deadline.after(environment.limits().callTimeout());
            var request = new CredentialRequest(
                    first.environment(), first.namespace(), first.mode(), first.callerToken(), deadline);
            return credentials.call(
                    request, token -> upstream.apply(new ArgoCall(environment, namespace, token, deadline)));
        }
    }
}
