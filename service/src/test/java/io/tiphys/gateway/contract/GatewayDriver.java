package io.tiphys.gateway.contract;

import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One way to reach the gateway. The contract is written against this and runs over every implementation. */
interface GatewayDriver extends AutoCloseable {
    /** Submits; throws {@link Refusal} with what the gateway answered. */
    Submitted submit(Call call, byte[] document, MediaType mediaType, boolean validateOnly);

    /** What the workflow's preflight found. */
    PreflightView preflight(Call call, byte[] document);

    /** What is wrong with files, without a cluster; the names and the findings of each. */
    List<LintedView> lint(Call call, List<SourceView> files);

    WorkflowView get(Call call, String name);

    Page list(Call call, ListOptions options);

    WorkflowView change(Call call, String name, WorkflowAction action);

    void delete(Call call, String name);

    /** Heartbeats are left out. */
    Stream<Change> watch(Call call, Optional<String> name, Optional<String> resourceVersion);

    /** Heartbeats are left out. */
    Stream<Line> logs(Call call, String name, boolean follow);

    List<String> environments(Call call);

    /** The names of the checks that failed. */
    List<String> failedChecks(Call call);

    BatchDriver batches();

    /** Whether the caller says in which form a document is. */
    default boolean choosesFormats() {
        return true;
    }

    /** Whether the caller says where a page or a stream begins. */
    default boolean choosesPlaces() {
        return true;
    }

    /** Whether a change takes an idempotency key. */
    default boolean takesKeysForChanges() {
        return true;
    }

    /** Whether a call can be made without a token. */
    default boolean callsWithoutToken() {
        return true;
    }

    @Override
    void close();

    /** How a document is announced. */
    enum MediaType {
        JSON,
        YAML,
        NONE
    }

    /** Where a call goes, as whom, and with which idempotency key. */
    record Call(
            Optional<String> environment,
            Optional<String> namespace,
            Optional<String> token,
            Optional<Duration> time,
            Optional<String> key) {
        static Call to(String environment, String namespace, String token) {
            return new Call(
                    Optional.of(environment),
                    Optional.of(namespace),
                    Optional.of(token),
                    Optional.empty(),
                    Optional.empty());
        }

        Call as(String otherToken) {
            return new Call(environment, namespace, Optional.of(otherToken), time, key);
        }

        Call withoutToken() {
            return new Call(environment, namespace, Optional.empty(), time, key);
        }

        Call in(String otherNamespace) {
            return new Call(environment, Optional.of(otherNamespace), token, time, key);
        }

        Call through(String otherEnvironment) {
            return new Call(Optional.of(otherEnvironment), namespace, token, time, key);
        }

        Call within(Duration limit) {
            return new Call(environment, namespace, token, Optional.of(limit), key);
        }

        Call keyed(String idempotencyKey) {
            return new Call(environment, namespace, token, time, Optional.of(idempotencyKey));
        }
    }

    record WorkflowView(
            String namespace,
            String name,
            String uid,
            String resourceVersion,
            String phase,
            String progress,
            String message,
            String json) {}

    record Submitted(
            WorkflowView workflow,
            String submissionId,
            String decidedBy,
            List<RuleView> warnings,
            Optional<PreflightView> preflight,
            boolean replayed) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record SourceView(String name, byte[] content) {}

    record LintedView(String name, boolean valid, List<RuleView> findings) {}

    /** What every way of reaching the gateway tells of a finding of the validator. */
    record RuleView(
            String rule,
            String severity,
            String pointer,
            int line,
            int column,
            String message,
            Optional<String> hint,
            String link) {
        /** Without a gateway a finding leads to the project's page, which says the same as the gateway's. */
        public RuleView {
            link = link.replace("docs/rules.md#", "/docs/rules#");
        }
    }

    record FindingView(String rule, String severity, String pointer, int line, List<String> missingPermissions) {}

    /** What every way of reaching the gateway tells of a workflow's preflight. */
    record PreflightView(
            boolean runnable,
            List<FindingView> findings,
            long leastPods,
            OptionalLong mostPods,
            Optional<String> manifest,
            Optional<String> checkManifest) {
        List<FindingView> of(String severity) {
            return findings.stream()
                    .filter(finding -> finding.severity().equals(severity))
                    .toList();
        }
    }

    record ListOptions(
            Optional<String> labelSelector, Optional<String> namePrefix, int pageSize, Optional<String> token) {
        static ListOptions pageOf(int size) {
            return new ListOptions(Optional.empty(), Optional.empty(), size, Optional.empty());
        }

        ListOptions after(String pageToken) {
            return new ListOptions(labelSelector, namePrefix, pageSize, Optional.of(pageToken));
        }

        ListOptions labelled(String selector) {
            return new ListOptions(Optional.of(selector), namePrefix, pageSize, token);
        }
    }

    record Page(List<WorkflowView> workflows, Optional<String> next) {}

    record Change(String type, WorkflowView workflow) {}

    record Line(String podName, String content) {}

    /** What comes, one by one; empty at the end. */
    interface Stream<T> extends AutoCloseable {
        Optional<T> next();

        @Override
        void close();
    }

    record ViolationView(String rule, String pointer) {}

    /** The gateway said no. */
    final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient View view;

        Refusal(View view) {
            super(view.toString());
            this.view = view;
        }

        View view() {
            return view;
        }

        /** What every way of reaching the gateway tells about a refusal. */
        record View(
                String reason,
                String detail,
                List<ViolationView> violations,
                List<ViolationView> warnings,
                Map<String, String> metadata,
                Optional<String> manifest,
                boolean retryable) {}
    }
}
