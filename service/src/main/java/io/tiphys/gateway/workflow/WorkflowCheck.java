package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One workflow while it is held against the rules: what the rules see, and where they report. A place at which a violation
 * was found already is <em>clouded</em>: what seems to be missing or wrong there is but its echo. Not thread-safe.
 */
public final class WorkflowCheck {
    static final String WORKFLOW = "Workflow";

    private record Member(ManifestObject owner, String name) {}

    private final WorkflowManifest manifest;
    private final WorkflowPolicy policy;
    private final ViolationList violations = new ViolationList();
    private final Set<ManifestNode> cloudedValues = new HashSet<>();
    private final Set<Member> cloudedMembers = new HashSet<>();

    WorkflowCheck(WorkflowManifest manifest, WorkflowPolicy policy) {
        this.manifest = manifest;
        this.policy = policy;
    }

    /** The workflow. */
    public WorkflowManifest manifest() {
        return manifest;
    }

    /** What the place asks for where it is submitted. */
    public WorkflowPolicy policy() {
        return policy;
    }

    /** Reports a value. */
    public void report(WorkflowRule rule, ManifestNode at, String message, @Nullable String hint) {
        add(rule, at::pointer, at.line(), at.column(), message, hint);
    }

    /** Reports a key. */
    public void reportKey(WorkflowRule rule, ManifestNode member, String message, @Nullable String hint) {
        ManifestKey key = Objects.requireNonNull(member.key());
        add(rule, member::pointer, key.line(), key.column(), message, hint);
    }

    /** Reports that an object lacks a member, unless something at that place was reported before. */
    public void reportMissing(
            WorkflowRule rule, ManifestObject owner, String member, String message, @Nullable String hint) {
        if (!isClouded(owner, member)) {
            Supplier<String> pointer = () -> JsonPointers.member(owner.pointer(), member);
            add(rule, pointer, owner.line(), owner.column(), message, hint);
        }
    }

    private void add(
            WorkflowRule rule, Supplier<String> pointer, int line, int column, String message, @Nullable String hint) {
        if (violations.isFull()) {
            violations.count();
        } else {
            violations.add(new Violation(
                    rule.id(), JsonPointers.shown(pointer.get()), line, column, message, Optional.ofNullable(hint)));
        }
    }

    /** Whether there are so many violations that one more is only counted: no work need go into its words. */
    public boolean isFull() {
        return violations.isFull();
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
        for (ManifestNode place = value; place != null; place = place.parent()) {
            if (cloudedValues.contains(place)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a member of an object is wrong or misspelled already. */
    public boolean isClouded(ManifestObject owner, String member) {
        return cloudedMembers.contains(new Member(owner, member))
                || isClouded(owner)
                || owner.get(member).filter(cloudedValues::contains).isPresent();
    }

    List<Violation> violations() {
        return violations.inOrder();
    }
}
