package io.tiphys.gateway.contract;

import io.micronaut.context.ApplicationContext;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.environmenthealth.Finding;
import io.tiphys.gateway.environmenthealth.Preflight;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.fakes.CallsUnderWay;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.lifecycle.StreamLogs;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import io.tiphys.gateway.lifecycle.WorkflowPage;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lint.LintBatch;
import io.tiphys.gateway.lint.LintFile;
import io.tiphys.gateway.lint.LintFiles;
import io.tiphys.gateway.preflight.PreflightCommand;
import io.tiphys.gateway.preflight.PreflightWorkflow;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.submission.Submission;
import io.tiphys.gateway.submission.SubmitCommand;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.gateway.workflow.WorkflowSummary;
import io.tiphys.validation.document.DocumentFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** The use cases themselves, without a door. */
final class InJvmDriver implements GatewayDriver {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final ApplicationContext beans;

    InJvmDriver(ApplicationContext beans) {
        this.beans = beans;
    }

    @Override
    public Submitted submit(Call call, byte[] document, MediaType mediaType, boolean validateOnly) {
        Optional<DocumentFormat> format = switch (mediaType) {
            case JSON -> Optional.of(DocumentFormat.JSON);
            case YAML -> Optional.of(DocumentFormat.YAML);
            case NONE -> Optional.empty();
        };
        return answer(() -> {
            Submission submission = beans.getBean(SubmitWorkflow.class)
                    .submit(new SubmitCommand(
                            callContext(call), namespace(call), document, format, validateOnly, keys(call)));
            return new Submitted(
                    view(submission.workflow()),
                    submission.submissionId(),
                    submission.decidedBy().name(),
                    rules(submission.warnings()),
                    submission.preflight().map(InJvmDriver::view),
                    submission.replayed());
        });
    }

    static GivenKeys keys(Call call) {
        return GivenKeys.NONE.with("key", call.key());
    }

    @Override
    public PreflightView preflight(Call call, byte[] document) {
        return answer(() -> view(beans.getBean(PreflightWorkflow.class)
                .preflight(new PreflightCommand(callContext(call), namespace(call), document, Optional.empty()))));
    }

    @Override
    public List<LintedView> lint(Call call, List<SourceView> files) {
        return answer(() -> {
            CallContext callContext = callContext(call);
            LintBatch batch = new LintBatch();
            files.forEach(file -> batch.add(new LintFile(file.name(), file.content())));
            return beans.getBean(LintFiles.class).lint(callContext, batch).stream()
                    .map(file -> new LintedView(file.name(), file.valid(), rules(file.findings())))
                    .toList();
        });
    }

    private static List<RuleView> rules(List<io.tiphys.validation.finding.Finding> findings) {
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

    private static PreflightView view(WorkflowReport report) {
        return new PreflightView(
                report.runnable(),
                report.findings().stream()
                        .map(finding -> new FindingView(
                                finding.rule(),
                                finding.severity().name(),
                                finding.pointer(),
                                finding.line(),
                                finding.missingPermissions().stream()
                                        .map(right -> right.subject().user() + " "
                                                + right.check().verb() + " "
                                                + right.check().qualifiedResource())
                                        .toList()))
                        .toList(),
                report.cost().pods().leastWhole(),
                report.cost().pods().mostWhole(),
                report.manifest(),
                report.checkManifest());
    }

    @Override
    public WorkflowView get(Call call, String name) {
        return answer(() ->
                view(beans.getBean(GetWorkflow.class).get(callContext(call), namespace(call), new WorkflowName(name))));
    }

    @Override
    public Page list(Call call, ListOptions options) {
        ListQuery query =
                new ListQuery(options.labelSelector(), options.namePrefix(), options.pageSize(), options.token());
        return answer(() -> {
            WorkflowPage page = beans.getBean(ListWorkflows.class).list(callContext(call), namespace(call), query);
            return new Page(page.workflows().stream().map(InJvmDriver::view).toList(), page.next());
        });
    }

    @Override
    public WorkflowView change(Call call, String name, WorkflowAction action) {
        return answer(() -> view(beans.getBean(ChangeWorkflow.class)
                .change(callContext(call), namespace(call), new WorkflowName(name), action, keys(call))
                .answer()));
    }

    @Override
    public void delete(Call call, String name) {
        answer(() -> {
            beans.getBean(DeleteWorkflow.class).delete(callContext(call), namespace(call), new WorkflowName(name));
            return true;
        });
    }

    @Override
    public Stream<Change> watch(Call call, Optional<String> name, Optional<String> resourceVersion) {
        WatchQuery query = new WatchQuery(name.map(WorkflowName::new), Optional.empty(), resourceVersion);
        return new Pulled<>(
                answer(() -> beans.getBean(WatchWorkflows.class).open(callContext(call), namespace(call), query)),
                change -> new Change(change.type().name(), view(change.workflow())));
    }

    @Override
    public Stream<Line> logs(Call call, String name, boolean follow) {
        LogQuery query =
                new LogQuery(Optional.empty(), LogQuery.MAIN_CONTAINER, follow, OptionalLong.empty(), Optional.empty());
        return new Pulled<>(
                answer(() -> beans.getBean(StreamLogs.class)
                        .open(callContext(call), namespace(call), new WorkflowName(name), query)),
                line -> new Line(line.podName(), line.content()));
    }

    @Override
    public BatchDriver batches() {
        return new InJvmBatches(this, beans);
    }

    @Override
    public List<String> environments(Call call) {
        return answer(() -> beans
                .getBean(CallAuthenticator.class)
                .authenticateAll(authorization(call), call.time(), CallsUnderWay.brief())
                .stream()
                .map(callContext -> callContext.environment().name())
                .toList());
    }

    @Override
    public List<String> failedChecks(Call call) {
        return answer(() -> beans.getBean(Preflight.class).run(callContext(call).environment()).findings().stream()
                .filter(finding -> !finding.passed())
                .map(Finding::check)
                .toList());
    }

    @Override
    public void close() {}

    CallContext callContext(Call call) {
        return beans.getBean(CallAuthenticator.class)
                .authenticate(call.environment(), authorization(call), call.time(), CallsUnderWay.brief());
    }

    private static Optional<String> authorization(Call call) {
        return call.token().map(token -> "Bearer " + token);
    }

    private static Optional<Namespace> namespace(Call call) {
        return call.namespace().map(Namespace::new);
    }

    private static WorkflowView view(WorkflowObject workflow) {
        WorkflowSummary summary = workflow.summary();
        return new WorkflowView(
                summary.namespace(),
                summary.name(),
                summary.uid(),
                summary.resourceVersion(),
                summary.phase(),
                summary.progress(),
                summary.message(),
                new String(workflow.json(), StandardCharsets.UTF_8));
    }

    static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException e) {
            throw new Refusal(refusal(e.problem()));
        }
    }

    private static Refusal.View refusal(Problem problem) {
        return new Refusal.View(
                problem.reason().name(),
                problem.detail(),
                violations(problem, Violation.Severity.ERROR),
                violations(problem, Violation.Severity.WARNING),
                problem.metadata(),
                problem.manifest(),
                problem.reason().retryable());
    }

    private static List<ViolationView> violations(Problem problem, Violation.Severity severity) {
        return problem.violations().stream()
                .filter(one -> one.severity() == severity)
                .map(one -> new ViolationView(one.rule(), one.pointer()))
                .toList();
    }

    record Pulled<S, T>(EventStream<S> source, Function<S, T> mapping) implements Stream<T> {
        @Override
        public Optional<T> next() {
            return answer(() -> {
                while (true) {
                    switch (source.next(TIMEOUT)) {
                        case EventStream.Item<S> item -> {
                            return Optional.of(mapping.apply(item.value()));
                        }
                        case EventStream.Silence<S> silence -> {}
                        case EventStream.End<S> end -> {
                            return Optional.empty();
                        }
                    }
                }
            });
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
