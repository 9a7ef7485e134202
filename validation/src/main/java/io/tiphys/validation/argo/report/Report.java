package io.tiphys.validation.argo.report;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.SimilarWords;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the findings of Argo's rules. Argo checks a template once for every use; each finding is reported once. A finding
 * in a template of another document is reported at the reference. Not thread-safe.
 */
public final class Report {
    private static final int MOST_COMPARED = 20_000;

    private record Reported(ArgoRule rule, ManifestNode node, String what) {}

    private final WorkflowCheck check;
    private final Set<Reported> reported = new HashSet<>();
    private int suggestions = MOST_COMPARED;
    private final Deque<ManifestNode> references = new ArrayDeque<>();

    public Report(WorkflowCheck check) {
        this.check = check;
    }

    /** The word that was probably meant, or null. A document with very many errors gets none, to bound the work. */
    @Nullable
    public String similarTo(String word, Collection<String> words) {
        if (words.size() > suggestions) {
            return null;
        }
        suggestions -= words.size();
        return SimilarWords.to(word, words);
    }

    /** Charges the cost of a search to the budget of suggestions. */
    public void spend(int words) {
        suggestions -= words;
    }

    /** Whether the budget allows more suggestions. */
    public boolean suggests() {
        return suggestions > 0;
    }

    /** Reports a value, unless it or a value around it was reported before. */
    public void at(ManifestNode node, ArgoRule rule, String message, @Nullable String hint) {
        if (isFirst(rule, node, message, message) && !check.isSuppressed(node)) {
            check.report(rule, node, message, hint);
        }
    }

    /** Reports that a value lacks a field, unless the field is present but misspelled. */
    public void missing(ManifestNode owner, String field, ArgoRule rule, String message, @Nullable String hint) {
        if (!isFirst(rule, owner, field, message) || check.isSuppressed(owner)) {
            return;
        }
        if (owner instanceof ManifestObject object) {
            check.reportMissing(rule, object, field, message, hint);
        } else {
            check.report(rule, owner, message, hint);
        }
    }

    /** An error in the document itself is reported there, even during the check of a template of another document. */
    private boolean isFirst(ArgoRule rule, ManifestNode node, String what, String message) {
        ManifestNode reference = references.peekLast();
        if (reference == null || isOwn(node)) {
            return reported.add(new Reported(rule, node, what));
        }
        if (reported.add(new Reported(ArgoRule.REFERENCED_TEMPLATE, reference, ""))) {
            String words = "The template that it refers to is not valid itself. Rule " + rule.id() + ", at "
                    + node.pointer() + " of its document: " + message.replace(WorkflowCheck.PLACE, "this");
            check.report(ArgoRule.REFERENCED_TEMPLATE, reference, words, "Correct the document that has the template.");
        }
        return false;
    }

    private boolean isOwn(ManifestNode node) {
        ManifestNode root = node;
        for (ManifestNode parent = node.parent(); parent != null; parent = parent.parent()) {
            root = parent;
        }
        return root == check.manifest().root();
    }

    /** From now on, findings are in another document, to which a value refers. */
    public void enterReference(ManifestNode reference) {
        references.addLast(reference);
    }

    public void leaveReference() {
        references.removeLast();
    }

    /** Whether a value, or a value inside of it, was reported. */
    public boolean isReported(ManifestNode node) {
        return check.isReported(node);
    }

    /** Whether a field of an object was reported before or is misspelled, so that its content is unknown. */
    public boolean lacks(Value owner, String field) {
        return owner.node() instanceof ManifestObject object
                ? check.isSuppressed(object, field)
                : check.isSuppressed(owner.node());
    }
}
