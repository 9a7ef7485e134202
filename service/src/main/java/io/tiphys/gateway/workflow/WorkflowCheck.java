package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One workflow while it is held against the rules: what the rules see, and where they report. A place at which a violation
 * was found already is <em>clouded</em>: what seems to be missing or wrong there is but its echo. Not thread-safe.
 */
public final class WorkflowCheck {
    static final String WORKFLOW = "Workflow";

    private final WorkflowManifest manifest;
    private final WorkflowPolicy policy;
    private final ViolationList violations = new ViolationList();
    private final Set<String> clouded = new HashSet<>();

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
        add(rule, at.pointer(), at.line(), at.column(), message, hint);
    }

    /** Reports a key. */
    public void reportKey(WorkflowRule rule, ManifestNode member, String message, @Nullable String hint) {
        ManifestKey key = Objects.requireNonNull(member.key());
        add(rule, member.pointer(), key.line(), key.column(), message, hint);
    }

    /** Reports that an object lacks a member, unless something at that place was reported before. */
    public void reportMissing(
            WorkflowRule rule, ManifestObject owner, String member, String message, @Nullable String hint) {
        String pointer = JsonPointers.member(owner.pointer(), member);
        if (!isClouded(pointer)) {
            add(rule, pointer, owner.line(), owner.column(), message, hint);
        }
    }

    private void add(WorkflowRule rule, String pointer, int line, int column, String message, @Nullable String hint) {
        violations.add(new Violation(
                rule.id(), JsonPointers.shown(pointer), line, column, message, Optional.ofNullable(hint)));
    }

    /** Marks a place as wrong already. */
    public void cloud(String pointer) {
        clouded.add(pointer);
    }

    /** Whether a place, or what it is in, is wrong already. */
    public boolean isClouded(String pointer) {
        for (String place = pointer; !place.isEmpty(); place = place.substring(0, place.lastIndexOf('/'))) {
            if (clouded.contains(place)) {
                return true;
            }
        }
        return clouded.contains("");
    }

    List<Violation> violations() {
        return violations.inOrder();
    }
}
