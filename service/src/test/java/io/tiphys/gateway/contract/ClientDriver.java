package io.tiphys.gateway.contract;

import io.tiphys.client.Severity;
import io.tiphys.client.TiphysClient;
import io.tiphys.client.TiphysException;
import io.tiphys.client.lint.LintFile;
import io.tiphys.client.lint.Linter;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.client.workflow.LogOptions;
import io.tiphys.client.workflow.Submission;
import io.tiphys.client.workflow.Workflow;
import io.tiphys.client.workflow.WorkflowChange;
import io.tiphys.client.workflow.WorkflowFinding;
import io.tiphys.client.workflow.WorkflowPreflight;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;

/** The Java client, as a program uses it. It finds out formats and pages by itself, so neither can be chosen. */
final class ClientDriver implements GatewayDriver {
    private final URI base;

    ClientDriver(URI base) {
        this.base = base;
    }

    @Override
    public boolean choosesFormats() {
        return false;
    }

    @Override
    public boolean choosesPlaces() {
        return false;
    }

    /** The builder refuses to make such a client. */
    @Override
    public boolean callsWithoutToken() {
        return false;
    }

    @Override
    public boolean takesKeysForChanges() {
        return false;
    }

    @Override
    public Submitted submit(Call call, byte[] document, MediaType mediaType, boolean validateOnly) {
        return with(call, client -> {
            Submission submission = validateOnly
                    ? client.validate(document)
                    : call.key().map(key -> client.submitOnce(document, key)).orElseGet(() -> client.submit(document));
            return new Submitted(
                    view(submission.workflow()),
                    submission.submissionId(),
                    submission.decidedBy().name(),
                    rules(submission.warnings()),
                    submission.preflight().map(ClientDriver::view),
                    submission.replayed());
        });
    }

    @Override
    public PreflightView preflight(Call call, byte[] document) {
        return with(call, client -> view(client.preflightWorkflow(document)));
    }

    @Override
    public List<LintedView> lint(Call call, List<SourceView> files) {
        return with(call, client -> linted(client.linter(), files));
    }

    /** What a linter of the client finds; none but that of a gateway can refuse. */
    static List<LintedView> linted(Linter linter, List<SourceView> files) {
        List<LintFile> sources = files.stream()
                .map(file -> new LintFile(file.name(), file.content()))
                .toList();
        return linter.lint(sources).stream()
                .map(file -> new LintedView(file.name(), file.valid(), rules(file.findings())))
                .toList();
    }

    private static List<RuleView> rules(List<WorkflowFinding> findings) {
        return findings.stream()
                .map(one -> new RuleView(
                        one.rule(),
                        one.severity().name(),
                        one.pointer(),
                        one.line(),
                        one.column(),
                        one.message(),
                        one.hint(),
                        one.link()))
                .toList();
    }

    private static PreflightView view(WorkflowPreflight preflight) {
        return new PreflightView(
                preflight.runnable(),
                preflight.findings().stream()
                        .map(finding -> new FindingView(
                                finding.rule(),
                                finding.severity().name(),
                                finding.pointer(),
                                finding.line(),
                                finding.missingPermissions().stream()
                                        .map(right -> right.user() + " " + right.verb() + " " + right.resource())
                                        .toList()))
                        .toList(),
                preflight.cost().pods().least(),
                preflight.cost().pods().most(),
                preflight.manifest(),
                preflight.checkManifest());
    }

    @Override
    public WorkflowView get(Call call, String name) {
        return with(call, client -> view(client.get(name)));
    }

    @Override
    public Page list(Call call, ListOptions options) {
        return with(call, client -> {
            Iterable<Workflow> all = client.list(new io.tiphys.client.workflow.ListOptions(
                    options.labelSelector(), options.namePrefix(), options.pageSize()));
            List<WorkflowView> views = StreamSupport.stream(all.spliterator(), false)
                    .map(ClientDriver::view)
                    .toList();
            return new Page(views, Optional.empty());
        });
    }

    @Override
    public WorkflowView change(Call call, String name, WorkflowAction action) {
        return with(
                call,
                client -> view(
                        switch (action) {
                            case WorkflowAction.Stop stop ->
                                client.stop(name, stop.message(), stop.nodeFieldSelector());
                            case WorkflowAction.Terminate terminate -> client.terminate(name);
                            case WorkflowAction.Suspend suspend -> client.suspend(name);
                            case WorkflowAction.Resume resume -> client.resume(name, resume.nodeFieldSelector());
                            case WorkflowAction.Retry retry ->
                                client.retry(
                                        name, retry.restartSuccessful(), retry.nodeFieldSelector(), retry.parameters());
                            case WorkflowAction.Resubmit resubmit ->
                                client.resubmit(name, resubmit.memoized(), resubmit.parameters());
                        }));
    }

    @Override
    public void delete(Call call, String name) {
        with(call, client -> {
            client.delete(name);
            return true;
        });
    }

    @Override
    public Stream<Change> watch(Call call, Optional<String> name, Optional<String> resourceVersion) {
        return new Iterated<>(
                client(call),
                client -> name.map(client::watch).orElseGet(() -> client.watchAll(Optional.empty())),
                ClientDriver::change);
    }

    @Override
    public Stream<Line> logs(Call call, String name, boolean follow) {
        LogOptions options = follow ? LogOptions.following() : LogOptions.once();
        return new Iterated<>(
                client(call), client -> client.logs(name, options), line -> new Line(line.podName(), line.content()));
    }

    @Override
    public BatchDriver batches() {
        return new ClientBatches(this);
    }

    @Override
    public List<String> environments(Call call) {
        return with(
                call,
                client -> client.environments().stream()
                        .map(io.tiphys.client.environment.Environment::name)
                        .toList());
    }

    @Override
    public List<String> failedChecks(Call call) {
        return with(
                call,
                client -> client.preflight().findings().stream()
                        .filter(finding -> !finding.passed())
                        .map(io.tiphys.client.environment.Preflight.Finding::check)
                        .toList());
    }

    @Override
    public void close() {}

    private TiphysClient client(Call call) {
        var builder = TiphysClient.builder()
                .gateway(base)
                .environment(call.environment().orElseThrow())
                .namespace(call.namespace().orElseThrow());
        call.token().ifPresent(token -> builder.token(() -> token));
        call.time().ifPresent(builder::timeout);
        return builder.build();
    }

    <T> T with(Call call, Function<TiphysClient, T> use) {
        try (TiphysClient client = client(call)) {
            return answer(() -> use.apply(client));
        }
    }

    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (TiphysException e) {
            ContractWorld.get().requireNoTokenIn(e.toString());
            throw new Refusal(new Refusal.View(
                    e.reasonCode(),
                    e.detail(),
                    violations(e, Severity.ERROR),
                    violations(e, Severity.WARNING),
                    e.metadata(),
                    e.manifest(),
                    e.retryable()));
        }
    }

    private static List<ViolationView> violations(TiphysException e, Severity severity) {
        return e.violations().stream()
                .filter(one -> one.severity() == severity)
                .map(one -> new ViolationView(one.rule(), one.pointer()))
                .toList();
    }

    private static Change change(WorkflowChange change) {
        return new Change(change.type().name(), view(change.workflow()));
    }

    private static WorkflowView view(Workflow workflow) {
        return new WorkflowView(
                workflow.namespace(),
                workflow.name(),
                workflow.uid(),
                workflow.resourceVersion(),
                workflow.phase(),
                workflow.progress(),
                workflow.message(),
                workflow.json().toString());
    }

    /** A stream of the client, with the client that it belongs to. */
    private static final class Iterated<S, T> implements Stream<T> {
        private final TiphysClient client;
        private final Function<S, T> mapping;
        private final EventIterator<S> events;

        Iterated(TiphysClient client, Function<TiphysClient, EventIterator<S>> opener, Function<S, T> mapping) {
            this.client = client;
            this.mapping = mapping;
            this.events = answer(() -> opener.apply(client));
        }

        @Override
        public Optional<T> next() {
            return answer(() -> events.hasNext() ? Optional.of(mapping.apply(events.next())) : Optional.empty());
        }

        @Override
        public void close() {
            events.close();
            client.close();
        }
    }
}
