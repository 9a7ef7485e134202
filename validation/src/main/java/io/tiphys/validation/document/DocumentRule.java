package io.tiphys.validation.document;

import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import java.util.Optional;

/** The rules of the reader, by which a document is unreadable. All other rules are in the validator. */
public enum DocumentRule implements Rule {
    NOT_UTF_8("not-utf-8", "A document is UTF-8 text.", "Save the file as UTF-8."),
    NUL_CHARACTER(
            "nul-character", "No text holds a NUL character.", "Remove it: no container can be given such a text."),
    LONE_SURROGATE(
            "lone-surrogate",
            "No text holds half of a surrogate pair.",
            "Write the whole character, or both of its \\u escapes."),
    CHARACTER_NOT_ALLOWED(
            "character-not-allowed",
            "YAML has printable characters alone.",
            "Remove it, or escape it in double quotes."),
    EMPTY_DOCUMENT("empty-document", "A document has a content.", "Send the workflow as the body."),
    NOT_AN_OBJECT(
            "not-an-object", "A document is an object.", "Send one workflow: apiVersion, kind, metadata and spec."),
    JSON_SYNTAX(
            "json-syntax",
            "A JSON document follows RFC 8259.",
            "Correct it here, or right before it. A body that is YAML needs its media type, application/yaml."),
    YAML_SYNTAX("yaml-syntax", "A YAML document follows YAML 1.1.", "Correct it here, or in the line before."),
    NOT_RENDERED(
            "template-not-rendered",
            "A document is no template of Helm.",
            "Render the chart first, for example with `helm template`, and send what it prints."),
    TAB("tab-indentation", "YAML is not indented by tabs.", "Use spaces."),
    TRUNCATED("truncated-document", "A document is complete.", "Send the whole document."),
    TRAILING_CONTENT("trailing-content", "Nothing follows the object.", "Send one object and nothing after it."),
    SEVERAL_DOCUMENTS(
            "several-documents", "A body holds one YAML document.", "Submit each document by a call of its own."),
    DUPLICATE_KEY("duplicate-field", "No key occurs twice in an object.", "Keep one of them."),
    KEY_NOT_TEXT("key-not-text", "Every key can be written as a text.", "Put the key into quotes."),
    NOT_A_JSON_VALUE(
            "not-a-json-value", "Every number is finite.", "Use a finite number, or put the value into quotes."),
    TAG_NOT_ALLOWED("tag-not-allowed", "A tag fits its value.", "Remove the tag, or correct the value."),
    UNKNOWN_ALIAS("unknown-alias", "An alias has its anchor before it.", "Define the anchor before it is used."),
    RECURSIVE_ALIAS("recursive-alias", "No alias is inside the value that it stands for.", "Write the value out."),
    ALIAS_EXPANSION(
            "alias-expansion",
            "Aliases repeat at most " + DocumentLimits.MOST_REPEATED + " values.",
            "Write the document with fewer aliases."),
    BAD_MERGE("bad-merge", "A merge key accepts only objects.", "Let << refer to an object or to a list of objects."),
    AMBIGUOUS_MERGE(
            "ambiguous-merge",
            "A merge key comes before the keys that it does not replace.",
            "Put << first in its object, so that what follows it wins for every reader."),
    NESTING("nesting-too-deep", "A document has at most " + DocumentLimits.DEEPEST + " levels.", "Nest less deeply."),
    TOO_MANY_DOCUMENTS("too-many-documents", "A file has at most 10,000 documents.", "Split the file."),
    TOO_LARGE(
            "too-large",
            "A workflow as JSON without white space has at most 1 MiB, and its document at most 5 MiB: Argo's controller"
                    + " refuses a larger one.",
            "Move what repeats into a WorkflowTemplate, long lists of items into withParam, and data into artifacts.");

    private final String id;
    private final String description;
    private final String hint;

    DocumentRule(String id, String description, String hint) {
        this.id = id;
        this.description = description;
        this.hint = hint;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }

    /** A finding of this rule, with its usual hint. */
    public Finding finding(String pointer, int line, int column, String message) {
        return finding(pointer, line, column, message, hint);
    }

    /** A finding of this rule, with a hint for its probable cause. */
    public Finding finding(String pointer, int line, int column, String message, String betterHint) {
        return new Finding(
                id,
                severity(),
                JsonPointers.shown(pointer),
                Math.max(1, line),
                Math.max(1, column),
                message,
                Optional.of(betterHint));
    }
}
