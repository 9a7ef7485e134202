package io.tiphys.validation.rule;

import io.tiphys.validation.document.JsonPointers;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.finding.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The check of one workflow: the input of the rules, and the collector of their findings. A value with an earlier finding is
 * <em>suppressed</em>: further apparent errors there are only consequences. Not thread-safe.
 */
public final class WorkflowCheck {
    /** The kind that is submitted. */
    public static final String WORKFLOW = "Workflow";

    /** The kinds that have a specification with templates. */
    public static final Set<String> KINDS =
            Set.of(WORKFLOW, "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow");

    /** The placeholder for the name of the position in a message. */
    public static final String PLACE = "{place}";

    private record Member(ManifestObject owner, String name) {}

    private final WorkflowManifest manifest;
    private final WorkflowPolicy policy;
    private final ArgoVersion version;
    private final FindingList findings = new FindingList();
    private final Set<ManifestNode> suppressedValues = new HashSet<>();
    private final Set<Member> suppressedMembers = new HashSet<>();
    private final Set<ManifestNode> reportedAt = new HashSet<>();
    private final Set<ManifestNode> reportedIn = new HashSet<>();

    /** A new check. */
    public WorkflowCheck(WorkflowManifest manifest, WorkflowPolicy policy, ArgoVersion version) {
        this.manifest = manifest;
        this.policy = policy;
        this.version = version;
    }

    /** The workflow. */
    public WorkflowManifest manifest() {
        return manifest;
    }

    /** The policy of the environment to which the workflow is submitted. */
    public WorkflowPolicy policy() {
        return policy;
    }

    /** The Argo release line to check against. */
    public ArgoVersion version() {
        return version;
    }

    /** The type of the document: its kind, if that kind has a specification with templates, otherwise Workflow. */
    public String type() {
        String kind = manifest.kind().orElse(WORKFLOW);
        return KINDS.contains(kind) ? kind : WORKFLOW;
    }

    /** Whether a value, or a value inside of it, was reported. */
    public boolean isReported(ManifestNode value) {
        return reportedIn.contains(value);
    }

    /** Whether a value itself, or a missing member of it, was reported. */
    public boolean isReportedAt(ManifestNode value) {
        return reportedAt.contains(value);
    }

    private void note(ManifestNode reported) {
        reportedAt.add(reported);
        for (ManifestNode place = reported; place != null && reportedIn.add(place); place = place.parent()) {
            // the values around it are noted as well
        }
    }

    /**
     * Reports a value.
     *
     * @param message the error; the name of the position precedes it, or replaces {@link #PLACE}
     */
    public void report(Rule rule, ManifestNode at, String message, @Nullable String hint) {
        note(at);
        add(rule, at::pointer, () -> PlaceName.of(at), at.line(), at.column(), message, hint);
    }

    /** Reports a key, as {@link #report}. */
    public void reportKey(Rule rule, ManifestNode member, String message, @Nullable String hint) {
        ManifestKey key = Objects.requireNonNull(member.key());
        add(rule, member::pointer, () -> PlaceName.of(member), key.line(), key.column(), message, hint);
    }

    /** Reports that an object lacks a member, unless that position was reported before; as {@link #report}. */
    public void reportMissing(Rule rule, ManifestObject owner, String member, String message, @Nullable String hint) {
        if (!isSuppressed(owner, member)) {
            note(owner);
            Supplier<String> pointer = () -> JsonPointers.member(owner.pointer(), member);
            add(rule, pointer, () -> PlaceName.of(owner, member), owner.line(), owner.column(), message, hint);
        }
    }

    private void add(
            Rule rule,
            Supplier<String> pointer,
            Supplier<String> place,
            int line,
            int column,
            String message,
            @Nullable String hint) {
        Optional<Severity> weight = policy.rules().weight(rule);
        if (weight.isEmpty()) {
            return;
        }
        if (findings.isFull()) {
            findings.count();
        } else {
            findings.add(new Finding(
                    rule.id(),
                    weight.get(),
                    JsonPointers.shown(pointer.get()),
                    line,
                    column,
                    placed(message, place.get()),
                    Optional.ofNullable(hint)));
        }
    }

    private static String placed(String message, String place) {
        if (message.contains(PLACE)) {
            return message.replace(PLACE, place.isEmpty() ? "the document" : place);
        }
        return place.isEmpty() ? message : place + ": " + message;
    }

    /** Whether further findings are only counted, so that their messages need not be created. */
    public boolean isFull() {
        return findings.isFull();
    }

    /** Marks a value as suppressed. */
    public void suppress(ManifestNode value) {
        suppressedValues.add(value);
    }

    /** Marks an apparently missing member as suppressed, because it is misspelled. */
    public void suppress(ManifestObject owner, String member) {
        suppressedMembers.add(new Member(owner, member));
    }

    /** Whether a value, or a value around it, is suppressed. */
    public boolean isSuppressed(ManifestNode value) {
        if (suppressedValues.isEmpty()) {
            return false;
        }
        for (ManifestNode place = value; place != null; place = place.parent()) {
            if (suppressedValues.contains(place)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a member of an object is suppressed. */
    public boolean isSuppressed(ManifestObject owner, String member) {
        return (!suppressedMembers.isEmpty() && suppressedMembers.contains(new Member(owner, member)))
                || isSuppressed(owner)
                || owner.get(member).filter(suppressedValues::contains).isPresent();
    }

    /** The findings, in the order of the document. */
    public List<Finding> findings() {
        return findings.inOrder();
    }
}
