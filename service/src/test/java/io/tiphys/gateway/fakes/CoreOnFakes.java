package io.tiphys.gateway.fakes;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.CachedAccessReviews;
import io.tiphys.gateway.access.CallerAuthenticator;
import io.tiphys.gateway.access.EnvironmentEntrance;
import io.tiphys.gateway.access.LentRights;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.credentials.DirectTokenResolver;
import io.tiphys.gateway.credentials.MintedTokens;
import io.tiphys.gateway.credentials.ServiceAccountSecretResolver;
import io.tiphys.gateway.credentials.ServiceAccountSecrets;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.credentials.TokenRequestResolver;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.StreamLogs;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.lifecycle.WorkflowCalls;
import io.tiphys.gateway.preflight.EnvironmentProbe;
import io.tiphys.gateway.preflight.Preflight;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.gateway.workflow.WorkflowValidator;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The real core on fakes of its ports: what a door is tested against. */
public final class CoreOnFakes {
    /** Whose token is whose. */
    public final FakeTokenReviewer tokens = new FakeTokenReviewer();

    /** Who may what. */
    public final FakeAccessReviewer rights = new FakeAccessReviewer();

    /** The Argo Server. */
    public final FakeArgo argo = new FakeArgo();

    /** The environments. */
    public final SubmissionEnvironments environments;

    /** The use cases. */
    public final EnvironmentEntrance entrance;

    public final SubmitWorkflow submitWorkflow;
    public final GetWorkflow getWorkflow;
    public final ListWorkflows listWorkflows;
    public final ChangeWorkflow changeWorkflow;
    public final DeleteWorkflow deleteWorkflow;
    public final WatchWorkflows watchWorkflows;
    public final StreamLogs streamLogs;
    public final Preflight preflight;

    /**
     * A core with these environments and probes.
     *
     * @param defaultName the environment of calls that name none
     */
    public CoreOnFakes(List<SubmissionEnvironment> all, Optional<String> defaultName, List<EnvironmentProbe> probes) {
        var fingerprints = new TokenFingerprints();
        environments = new SubmissionEnvironments(all, defaultName);
        var callers = new CallerAuthenticator(tokens, fingerprints, Clock.systemUTC(), Ticker.systemTicker());
        entrance = new EnvironmentEntrance(environments, callers);
        var guard = new NamespaceGuard(
                new CachedAccessReviews(rights, fingerprints, Ticker.disabledTicker()),
                new LentRights(new DirectTokenResolver(), callers));
        CredentialedCalls credentials = directCredentials();
        var calls = new WorkflowCalls(guard, credentials);
        submitWorkflow =
                new SubmitWorkflow(guard, new WorkflowManifestReader(), new WorkflowValidator(), credentials, argo);
        getWorkflow = new GetWorkflow(calls, argo);
        listWorkflows = new ListWorkflows(calls, argo);
        changeWorkflow = new ChangeWorkflow(calls, argo);
        deleteWorkflow = new DeleteWorkflow(calls, argo);
        watchWorkflows = new WatchWorkflows(calls, argo, entrance, Ticker.systemTicker());
        streamLogs = new StreamLogs(calls, argo);
        preflight = new Preflight(probes);
    }

    /** In mode direct nobody asks the ports of the other two modes. */
    private static CredentialedCalls directCredentials() {
        return new CredentialedCalls(
                new DirectTokenResolver(),
                new ServiceAccountSecretResolver(new NoSecrets(), Ticker.systemTicker()),
                new TokenRequestResolver(new MintedTokens(
                        (environment, key, lifetime) -> {
                            throw new UnsupportedOperationException();
                        },
                        Clock.systemUTC())));
    }

    private static final class NoSecrets implements ServiceAccountSecrets {
        @Override
        public Optional<ServiceAccountView> serviceAccount(String environment, String namespace, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<SecretView> secret(String environment, String namespace, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<SecretView> tokenSecrets(String environment, String namespace) {
            throw new UnsupportedOperationException();
        }
    }
}
