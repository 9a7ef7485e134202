package io.tiphys.gateway.fakes;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.ActingAccounts;
import io.tiphys.gateway.access.ArgoAccounts;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.CallQuota;
import io.tiphys.gateway.access.DelegatedIdentity;
import io.tiphys.gateway.access.NamespaceGuard;
import io.tiphys.gateway.access.SubmissionRights;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.access.caller.FailedTokens;
import io.tiphys.gateway.access.review.CachedAccessReviews;
import io.tiphys.gateway.admission.CreationAdmission;
import io.tiphys.gateway.admission.unfinished.UnfinishedLimits;
import io.tiphys.gateway.batch.PreviewBatch;
import io.tiphys.gateway.batch.SubmitBatch;
import io.tiphys.gateway.batch.SweepItems;
import io.tiphys.gateway.batch.bulk.ChangeWorkflows;
import io.tiphys.gateway.batch.bulk.SelectedWorkflows;
import io.tiphys.gateway.batch.progress.CollectOutputs;
import io.tiphys.gateway.batch.progress.ReadBatches;
import io.tiphys.gateway.batch.run.BatchRuns;
import io.tiphys.gateway.batch.run.BatchSlots;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.credentials.DirectTokenResolver;
import io.tiphys.gateway.credentials.MintedTokens;
import io.tiphys.gateway.credentials.ServiceAccountSecretResolver;
import io.tiphys.gateway.credentials.TokenFingerprints;
import io.tiphys.gateway.credentials.TokenRequestResolver;
import io.tiphys.gateway.environment.AuthenticationConfiguration;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environmenthealth.EnvironmentProbe;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.idempotency.CreateOnce;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.RerunReview;
import io.tiphys.gateway.lifecycle.RerunRule;
import io.tiphys.gateway.lifecycle.ResubmitOnce;
import io.tiphys.gateway.lifecycle.RetryOnce;
import io.tiphys.gateway.lifecycle.StreamLogs;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.lifecycle.WorkflowCalls;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.lifecycle.stream.StandingCredentials;
import io.tiphys.gateway.preflight.PreflightWorkflow;
import io.tiphys.gateway.submission.SubmissionSteps;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.whoami.WhoAmI;
import io.tiphys.gateway.workflow.WorkflowChecks;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The real core on fakes of its ports: what a door is tested against. */
public final class CoreOnFakes {
    /** Whose token is whose. */
    public final FakeTokenReviewer tokens = new FakeTokenReviewer();

    /** Who may what. */
    public final FakeAccessReviewer rights = new FakeAccessReviewer();

    /** What makes tokens in mode token-request. */
    public final FakeTokenMinter minter;

    /** What holds secrets in mode service-account-secret. */
    public final FakeServiceAccountSecrets secrets = new FakeServiceAccountSecrets();

    /** The Argo Server. */
    public final FakeArgo argo = new FakeArgo();

    /** What is in the cluster. */
    public final FakeClusterState cluster = new FakeClusterState();

    /** What the Argo Server tells of itself. */
    public final FakeArgoInstances instances = new FakeArgoInstances();

    /** The streams that a stop ends. */
    public final OpenStreams openStreams = new OpenStreams();

    /** The environments. */
    public final SubmissionEnvironments environments;

    /** The use cases. */
    public final CallAuthenticator authenticator;

    public final SubmitWorkflow submitWorkflow;
    public final PreflightWorkflow preflightWorkflow;
    public final GetWorkflow getWorkflow;
    public final ListWorkflows listWorkflows;
    public final ChangeWorkflow changeWorkflow;
    public final DeleteWorkflow deleteWorkflow;
    public final WatchWorkflows watchWorkflows;
    public final StreamLogs streamLogs;
    public final Preflight preflight;
    public final WhoAmI whoAmI;
    public final SubmitBatch submitBatch;
    public final PreviewBatch previewBatch;
    public final ReadBatches readBatches;
    public final CollectOutputs collectOutputs;
    public final ChangeWorkflows changeWorkflows;

    /**
     * A core with these environments and probes.
     *
     * @param defaultName the environment of calls that name none
     */
    public CoreOnFakes(List<SubmissionEnvironment> all, Optional<String> defaultName, List<EnvironmentProbe> probes) {
        this(all, defaultName, probes, Clock.systemUTC(), Ticker.systemTicker());
    }

    /** A core in mode direct or another, whose time the test turns. */
    public CoreOnFakes(SubmissionEnvironment environment, TestTime time) {
        this(List.of(environment), Optional.empty(), List.of(), time, time);
    }

    private CoreOnFakes(
            List<SubmissionEnvironment> all,
            Optional<String> defaultName,
            List<EnvironmentProbe> probes,
            Clock clock,
            Ticker ticker) {
        minter = new FakeTokenMinter(clock);
        var fingerprints = new TokenFingerprints();
        environments = new SubmissionEnvironments(all, defaultName);
        var rejections = new CountedRejections();
        var failures = new FailedTokens(new AuthenticationConfiguration(1000, 1000), rejections, ticker);
        var callers = new CallerAuthenticator(
                tokens,
                new FakeIssuedTokens(),
                NoIssuers.callers(failures, fingerprints, clock, ticker),
                NoHubs.callers(failures, fingerprints, ticker),
                failures,
                fingerprints,
                clock,
                ticker);
        authenticator = new CallAuthenticator(
                environments,
                callers,
                new CallQuota(rejections),
                new ActingAccounts(new ArgoAccounts(new FakeAccountAnnotations(), ticker)));
        var reviews = new CachedAccessReviews(rights, fingerprints, ticker);
        var delegatedIdentity = new DelegatedIdentity(new DirectTokenResolver(), callers, secrets);
        var guard = new NamespaceGuard(reviews, delegatedIdentity);
        var credentials = new CredentialedCalls(
                new DirectTokenResolver(),
                new ServiceAccountSecretResolver(secrets, ticker),
                new TokenRequestResolver(new MintedTokens(minter, clock)));
        var calls = new WorkflowCalls(guard, credentials, new StandingCredentials(credentials, fingerprints));
        preflightWorkflow = new PreflightWorkflow(
                new WorkflowManifestReader(),
                new WorkflowChecks(),
                new SubmissionRights(reviews, delegatedIdentity),
                reviews,
                cluster,
                instances);
        var reader = new WorkflowManifestReader();
        var admission = new CreationAdmission(new UnfinishedLimits(new NoUnfinishedWatches(), ticker), ticker);
        var createOnce = new CreateOnce(guard, credentials, argo, admission);
        var steps = new SubmissionSteps(guard, new WorkflowChecks(), createOnce);
        submitWorkflow = new SubmitWorkflow(guard, reader, steps, credentials, argo, preflightWorkflow, admission);
        getWorkflow = new GetWorkflow(calls, argo);
        listWorkflows = new ListWorkflows(calls, argo);
        var review = new RerunReview(calls, argo, new RerunRule(reader, new WorkflowChecks()));
        changeWorkflow = new ChangeWorkflow(
                calls,
                argo,
                review,
                new ResubmitOnce(calls, review, createOnce),
                new RetryOnce(calls, argo, review, reader, admission),
                admission);
        deleteWorkflow = new DeleteWorkflow(calls, argo);
        watchWorkflows = new WatchWorkflows(calls, argo, authenticator, openStreams, ticker);
        streamLogs = new StreamLogs(calls, argo, authenticator, openStreams, ticker);
        preflight = new Preflight(probes);
        whoAmI = new WhoAmI(guard);
        var sweeps = new SweepItems(reader, steps);
        var runs = new BatchRuns(authenticator, reader, steps, listWorkflows, new BatchSlots(), openStreams);
        var selected = new SelectedWorkflows(authenticator, listWorkflows);
        readBatches = new ReadBatches(selected, watchWorkflows);
        collectOutputs = new CollectOutputs(guard, authenticator, readBatches, selected, getWorkflow, openStreams);
        changeWorkflows = new ChangeWorkflows(
                guard, authenticator, selected, changeWorkflow, deleteWorkflow, new BatchSlots(), openStreams);
        submitBatch = new SubmitBatch(steps, sweeps, runs);
        previewBatch = new PreviewBatch(steps, sweeps, reader);
    }

    /** The caller of this token in the only environment, or the default one, with half a minute. */
    public CallContext callContext(String token) {
        return authenticator.authenticate(
                Optional.empty(), Optional.of("Bearer " + token), Optional.empty(), CallsUnderWay.brief());
    }
}
