package io.tiphys.validation.document;

import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the readers of both formats share while they read one document: the bounds, the size so far, and the findings.
 * Once the workflow is known to be far too large, no tree is kept any more and the rest is only measured, so the work and the
 * memory are bounded by the length of the document. Not thread-safe.
 */
final class DocumentReading {
    /** How many levels a document may have; Argo's own examples stay below 20. */
    static final int DEEPEST = 100;

    /** How many values aliases may repeat in a document. */
    static final int MOST_REPEATED = 100_000;

    /**
     * How many values a workflow may have. A workflow of the largest size has far fewer: 250,000 values in one MiB have four
     * bytes each. The bound holds what a document of empty objects costs below ten times its size.
     */
    static final int MOST_VALUES = 250_000;

    /**
     * How large a workflow that is too large may be, in bytes, for its tree to be kept all the same, so that the rest of what
     * is wrong with it can be said as well.
     */
    private static final int LARGEST_KEPT = 2 << 20;

    private final FindingList findings = new FindingList();
    private final LargestParts parts = new LargestParts();
    private final int mostRepeated;
    private long size;
    private long repeated;
    private int nodes;

    DocumentReading() {
        this(MOST_REPEATED);
    }

    /** @param mostRepeated how many values aliases may repeat */
    DocumentReading(int mostRepeated) {
        this.mostRepeated = mostRepeated;
    }

    /** The size of what was read so far as JSON without white space, in bytes. */
    long size() {
        return size;
    }

    /** Takes the size back to an earlier one: what was read since is not written where it stands. */
    void forgetSizeSince(long earlier) {
        size = earlier;
    }

    void addSize(long bytes) {
        size += bytes;
    }

    /** How many values were read so far, repetitions counted in. */
    int nodes() {
        return nodes;
    }

    /** Whether the workflow is larger than one may be. */
    boolean isTooLarge() {
        return size > ManifestReader.LARGEST_WORKFLOW;
    }

    /** Whether the tree is still kept. */
    boolean keeps() {
        return size <= LARGEST_KEPT;
    }

    LargestParts parts() {
        return parts;
    }

    List<Finding> findings() {
        return findings.inOrder();
    }

    boolean flawless() {
        return findings.isEmpty();
    }

    /**
     * What was read, as a manifest.
     *
     * @throws UnreadableDocumentException when there are findings, or the workflow is too large
     */
    WorkflowManifest manifest(DocumentFormat format, String text, ManifestObject root) {
        if (!flawless()) {
            throw UnreadableDocumentException.malformed(findings());
        }
        WorkflowManifest manifest = new WorkflowManifest(format, text, root, size);
        if (isTooLarge()) {
            UnreadableDocumentException refusal = TooLarge.workflow(size, true, parts);
            throw keeps() ? refusal.with(manifest) : refusal;
        }
        return manifest;
    }

    /** Reports a finding; reading ends when there are more than anybody corrects at once. */
    void report(Finding finding) {
        findings.add(finding);
        if (findings.isFull()) {
            throw UnreadableDocumentException.malformed(findings.inOrder());
        }
    }

    /** @throws UnreadableDocumentException and everything found so far */
    RuntimeException fatal(Finding finding) {
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

    /** The refusal of a document that is no object: nothing else of it need be read. */
    RuntimeException notAnObject(int line, int column) {
        return fatal(DocumentRule.NOT_AN_OBJECT.finding(
                "", line, column, "A workflow is an object, and this document is none."));
    }

    /** The refusal of a document behind which there is another. */
    RuntimeException severalDocuments(int line, int column) {
        return fatal(DocumentRule.SEVERAL_DOCUMENTS.finding(
                "", line, column, "Something follows the end of the document: a second YAML document begins here."));
    }

    /** Makes a scalar and measures it. */
    ManifestScalar scalar(ManifestPlace place, ManifestScalar.Type type, String text) {
        count(1);
        ManifestScalar scalar = new ManifestScalar(place, type, SharedTexts.shared(text));
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

    /** Counts an object or array that begins and refuses one that is too deep. */
    void begin(ManifestNode container, int depth) {
        count(1);
        size += 2;
        if (depth > DEEPEST) {
            throw fatal(DocumentRule.NESTING.finding(
                    container.pointer(),
                    container.line(),
                    container.column(),
                    "The document is nested deeper than " + DEEPEST + " levels."));
        }
    }

    /** Counts what precedes a member or element. */
    void separator(int index) {
        size += index == 0 ? 0 : 1;
    }

    /** Measures a key, inspects it, and reports it if the object has it already. */
    void key(ManifestObject owner, ManifestKey key, Set<String> known) {
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

    /** Measures a key that its object has once, and inspects it. */
    void distinctKey(ManifestObject owner, ManifestKey key) {
        size += JsonSize.ofText(key.text()) + 1;
        parts.begin(owner, key, size);
        Readability.flawOf(key.text()).ifPresent(flaw -> reportKey(flaw, owner, key, flaw.description()));
    }

    void reportKey(DocumentRule rule, ManifestObject owner, ManifestKey key, String message) {
        report(rule.finding(JsonPointers.member(owner.pointer(), key.text()), key.line(), key.column(), message));
    }

    static Set<String> noKeys() {
        return new HashSet<>();
    }

    /** Puts a value into its object, unless nothing is kept any more. */
    void member(ManifestObject owner, ManifestKey key, ManifestNode value, long sizeBefore) {
        parts.note(owner, key, value, size - sizeBefore);
        if (keeps()) {
            owner.add(value);
        } else {
            owner.release();
        }
    }

    /** Puts a value into its array, unless nothing is kept any more. */
    void element(ManifestArray owner, ManifestNode value) {
        if (keeps()) {
            owner.add(value);
        } else {
            owner.release();
        }
    }

    /** Counts values that an alias or a merge key repeats at a place, and refuses too many. */
    void repeat(int count, ManifestPlace place) {
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
