package io.tiphys.validation.document.bounds;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.DocumentLimits;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.JsonPointers;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.TreeBuilder;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shared state of the readers of both formats during one document: the bounds, the size so far, and the findings.
 * Once the workflow is far too large, the tree is dropped and the rest is only measured, so the length of the document bounds
 * work and memory. Not thread-safe.
 */
public final class DocumentReading {
    /**
     * The maximum number of values of a workflow. A workflow of the largest size has far fewer: 250,000 values in one MiB have
     * four bytes each. The bound keeps the cost of a document of empty objects below ten times its size.
     */
    public static final int MOST_VALUES = 250_000;

    /**
     * The maximum size in bytes of a too large workflow whose tree is kept all the same, so that its other errors can be
     * reported as well.
     */
    private static final int LARGEST_KEPT = 2 << 20;

    private final FindingList findings = new FindingList();
    private final LargestParts parts = new LargestParts();
    private final int mostRepeated;
    private long size;
    private long repeated;
    private int nodes;

    public DocumentReading() {
        this(DocumentLimits.MOST_REPEATED);
    }

    /** @param mostRepeated the maximum number of values that aliases repeat */
    public DocumentReading(int mostRepeated) {
        this.mostRepeated = mostRepeated;
    }

    /** The size of the values read so far as JSON without white space, in bytes. */
    public long size() {
        return size;
    }

    /** Resets the size to an earlier one: the values read since are not written at their position. */
    public void forgetSizeSince(long earlier) {
        size = earlier;
    }

    public void addSize(long bytes) {
        size += bytes;
    }

    /** The number of values read so far, including repetitions. */
    public int nodes() {
        return nodes;
    }

    /** Whether the workflow exceeds the maximum size. */
    public boolean isTooLarge() {
        return size > DocumentLimits.LARGEST_WORKFLOW;
    }

    /** Whether the tree is still kept. */
    public boolean keeps() {
        return size <= LARGEST_KEPT;
    }

    LargestParts parts() {
        return parts;
    }

    public List<Finding> findings() {
        return findings.inOrder();
    }

    public boolean flawless() {
        return findings.isEmpty();
    }

    /**
     * The manifest of the values that were read.
     *
     * @throws UnreadableDocumentException if there are findings, or the workflow is too large
     */
    public WorkflowManifest manifest(DocumentFormat format, String text, ManifestObject root) {
        if (!flawless()) {
            throw UnreadableDocumentException.malformed(findings());
        }
        WorkflowManifest manifest = TreeBuilder.manifest(format, text, root, size);
        if (isTooLarge()) {
            UnreadableDocumentException refusal = TooLarge.workflow(size, true, parts);
            throw keeps() ? refusal.with(manifest) : refusal;
        }
        return manifest;
    }

    /** Reports a finding; reading ends at the maximum number of findings. */
    public void report(Finding finding) {
        findings.add(finding);
        if (findings.isFull()) {
            throw UnreadableDocumentException.malformed(findings.inOrder());
        }
    }

    /** @throws UnreadableDocumentException with the finding and all earlier ones */
    public RuntimeException fatal(Finding finding) {
        findings.add(finding);
        return UnreadableDocumentException.malformed(findings.inOrder());
    }

    private void count(int values) {
        nodes = (int) Math.min(Integer.MAX_VALUE, (long) nodes + values);
        if (nodes > MOST_VALUES) {
            parts.noteOpen(size);
            throw isTooLarge() ? TooLarge.workflow(size, false, parts) : TooLarge.values(MOST_VALUES, parts);
        }
    }

    /**
     * The refusal of a document that is no object.
     *
     * @param found what it is, in words
     * @param cause a hint at the probable cause; null for the usual hint
     */
    public RuntimeException notAnObject(int line, int column, String found, @Nullable String cause) {
        String message = "A workflow is an object, and this document is " + found + ".";
        String hint = found.equals("a list") ? "Send each element of the list alone." : cause;
        return fatal(
                hint == null
                        ? DocumentRule.NOT_AN_OBJECT.finding("", line, column, message)
                        : DocumentRule.NOT_AN_OBJECT.finding("", line, column, message, hint));
    }

    /** The refusal of a document that is followed by another. */
    public RuntimeException severalDocuments(int line, int column) {
        return fatal(DocumentRule.SEVERAL_DOCUMENTS.finding(
                "", line, column, "Something follows the end of the document: a second YAML document begins here."));
    }

    /** Creates a scalar and measures it. */
    public ManifestScalar scalar(ManifestPlace place, ManifestScalar.Type type, String text) {
        return scalar(place, type, text, text);
    }

    /** Creates a scalar and measures it. @param written the scalar in the document, without quotes and escapes */
    public ManifestScalar scalar(ManifestPlace place, ManifestScalar.Type type, String text, String written) {
        count(1);
        String shared = SharedTexts.shared(text);
        ManifestScalar scalar = TreeBuilder.scalar(place, type, shared, written.equals(text) ? shared : written);
        size += type == ManifestScalar.Type.STRING ? JsonSize.ofText(text) : text.length();
        if (type == ManifestScalar.Type.STRING) {
            inspect(text, scalar);
        }
        return scalar;
    }

    private void inspect(String text, ManifestNode node) {
        Readability.flawOf(text)
                .ifPresent(
                        flaw -> report(flaw.finding(node.pointer(), node.line(), node.column(), flaw.description())));
    }

    /** Counts a beginning object or array, and refuses one that is too deep. */
    public void begin(ManifestNode container, int depth) {
        count(1);
        size += 2;
        if (depth > DocumentLimits.DEEPEST) {
            throw fatal(DocumentRule.NESTING.finding(
                    container.pointer(),
                    container.line(),
                    container.column(),
                    "The document is nested deeper than " + DocumentLimits.DEEPEST + " levels."));
        }
    }

    /** Counts the separator before a member or element. */
    public void separator(int index) {
        size += index == 0 ? 0 : 1;
    }

    /** Measures and inspects a key, and reports a duplicate. */
    public void key(ManifestObject owner, ManifestKey key, Set<String> known) {
        distinctKey(owner, key);
        if (keeps() && !known.add(key.text())) {
            String shown = ShownText.quoted(key.text());
            reportKey(
                    DocumentRule.DUPLICATE_KEY,
                    owner,
                    key,
                    "The key " + shown + " occurs more than once in this object.");
        }
    }

    /** Measures and inspects a key that is unique in its object. */
    public void distinctKey(ManifestObject owner, ManifestKey key) {
        size += JsonSize.ofText(key.text()) + 1;
        parts.begin(owner, key, size);
        Readability.flawOf(key.text()).ifPresent(flaw -> reportKey(flaw, owner, key, flaw.description()));
    }

    public void reportKey(DocumentRule rule, ManifestObject owner, ManifestKey key, String message) {
        report(rule.finding(JsonPointers.member(owner.pointer(), key.text()), key.line(), key.column(), message));
    }

    public static Set<String> noKeys() {
        return new HashSet<>();
    }

    /** Adds a value to its object, unless the tree was dropped. */
    public void member(ManifestObject owner, ManifestKey key, ManifestNode value, long sizeBefore) {
        parts.note(owner, key, value, size - sizeBefore);
        if (keeps()) {
            TreeBuilder.add(owner, value);
        } else {
            TreeBuilder.release(owner);
        }
    }

    /** Adds a value to its array, unless the tree was dropped. */
    public void element(ManifestArray owner, ManifestNode value) {
        if (keeps()) {
            TreeBuilder.add(owner, value);
        } else {
            TreeBuilder.release(owner);
        }
    }

    /** Counts values that an alias or a merge key repeats, and refuses too many. */
    public void repeat(int count, ManifestPlace place) {
        repeated += count;
        count(count);
        if (repeated > mostRepeated) {
            throw fatal(DocumentRule.ALIAS_EXPANSION.finding(
                    place.pointer(),
                    place.line(),
                    place.column(),
                    "The aliases up to here repeat more than " + mostRepeated + " values."));
        }
    }
}
