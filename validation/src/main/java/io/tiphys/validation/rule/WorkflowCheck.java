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
 * One workflow while it is held against the rules: what the rules see, and where they report. A place at which something
 * was found already is <em>clouded</em>: what seems to be missing or wrong there is but its echo. Not thread-safe.
 */
public final class WorkflowCheck {
    /** The kind that is submitted. */
    public static final String WORKFLOW = "Workflow";

    /** The kinds that have a specification with templates. */
    public static final Set<String> KINDS =
            Set.of(WORKFLOW, "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow");

    /** Stands for the name of the place in a message. */
    public static final String PLACE = "{place}";

    private record Member(ManifestObject owner, String name) {}

    private final WorkflowManifest manifest;
    private final WorkflowPolicy policy;
    private final ArgoVersion version;
    private final FindingList findings = new FindingList();
    private final Set<ManifestNode> cloudedValues = new HashSet<>();
    private final Set<Member> cloudedMembers = new HashSet<>();
    private final Set<ManifestNode> reportedAt = new HashSet<>();
    private final Set<ManifestNode> reportedIn = new HashSet<>();

    /** A check that begins. */
    public WorkflowCheck(WorkflowManifest manifest, WorkflowPolicy policy, ArgoVersion version) {
        this.manifest = manifest;
        this.policy = policy;
        this.version = version;
    }

    /** The workflow. */
    public WorkflowManifest manifest() {
        return manifest;
    }

    /** What the place asks for where it is submitted. */
    public WorkflowPolicy policy() {
        return policy;
    }

    /** The releases of Argo that it is for. */
    public ArgoVersion version() {
        return version;
    }

    /** The type of the document: its kind, if that is one of Argo's with templates, else Workflow. */
    public String type() {
        String kind = manifest.kind().orElse(WORKFLOW);
        return KINDS.contains(kind) ? kind : WORKFLOW;
    }

    /** Whether something was reported of a value, or of what is in it. */
    public boolean isReported(ManifestNode value) {
        return reportedIn.contains(value);
    }

    /** Whether something was reported of a value itself, or of a member that it lacks. */
    public boolean isReportedAt(ManifestNode value) {
        return reportedAt.contains(value);
    }

    private void note(ManifestNode reported) {
        reportedAt.add(reported);
        for (ManifestNode place = reported; place != null && reportedIn.add(place); place = place.parent()) {
            // what it is in is noted as well
        }
    }

    /**
     * Reports a value.
     *
     * @param message begins with what is wrong; the name of the place is put before it, or where {@link #PLACE} stands
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

    /** Reports that an object lacks a member, unless something at that place was reported before; as {@link #report}. */
    public void reportMissing(Rule rule, ManifestObject owner, String member, String message, @Nullable String hint) {
        if (!isClouded(owner, member)) {
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

    /** Whether there are so many findings that one more is only counted: no work need go into its words. */
    public boolean isFull() {
        return findings.isFull();
    }

    /** Marks a value as wrong already. */
    public void cloud(ManifestNode value) {
        cloudedValues.add(value);
    }

    /** Marks a member that an object seems to lack as misspelled already. */
    public void cloud(ManifestObject owner, String member) {
        cloudedMembers.add(new Member(owner, member));
    }

    /** Whether a value, or what it is in, is wrong already. */
    public boolean isClouded(ManifestNode value) {
        if (cloudedValues.isEmpty()) {
            return false;
        }
        for (ManifestNode place = value; place != null; place = place.parent()) {
            if (cloudedValues.contains(place)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a member of an object is wrong or misspelled already. */
    public boolean isClouded(ManifestObject owner, String member) {
        return (!cloudedMembers.isEmpty() && cloudedMembers.contains(new Member(owner, member)))
                || isClouded(owner)
                || owner.get(member).filter(cloudedValues::contains).isPresent();
    }

    /** What was found, in the order of the document. */
    public List<Finding> findings() {
        return findings.inOrder();
    }
}
