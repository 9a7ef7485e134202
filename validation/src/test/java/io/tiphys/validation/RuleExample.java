package io.tiphys.validation;

import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Rule;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document that breaks one rule, and the same put right, as the page about the rules shows them. What begins with {@code spec}
 * is the rest of a Workflow; a library before it is given as a file beside it; {@code <byte E9>}, {@code <tab>} and {@code <3 times x>} stand for what a page cannot show.
 *
 * @param wrong the document that breaks the rule
 * @param right the same put right
 */
record RuleExample(String wrong, String right) {
    static final String HEAD = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: hello-}\n";

    private static final String LIBRARY =
            "apiVersion: argoproj.io/v1alpha1\nkind: WorkflowTemplate\nmetadata: {name: library}\n";

    private static final String NEXT = "\n---\n";

    /** The rules that only documents which are submitted are held against. */
    static final Set<String> SUBMITTED = Set.of(
            "kind",
            "name",
            "namespace-mismatch",
            "empty-document",
            "status-set",
            "reserved-label",
            "service-account-not-allowed",
            "several-documents");

    private static final WorkflowPolicy POLICY = new WorkflowPolicy("team", Set.of("default", "runner"));
    private static final Pattern MACRO = Pattern.compile("<(?:byte ([0-9A-F]{2})|(tab)|([0-9]+) times ([^>]*))>");

    static RuleExample of(Rule rule) {
        String resource = "examples/" + rule.id() + ".txt";
        try (InputStream stream = RuleExample.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new AssertionError("the rule " + rule.id() + " has no example: " + resource);
            }
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String[] parts = text.substring("wrong:\n".length()).split("(?m)^right:\n", 2);
            return new RuleExample(parts[0], parts[1]);
        } catch (IOException e) {
            throw new AssertionError(resource, e);
        }
    }

    /** What is found in a document of the example of a rule. */
    static List<Finding> findings(Rule rule, String document) {
        if (!SUBMITTED.contains(rule.id())) {
            int library = document.startsWith(LIBRARY) ? document.indexOf(NEXT) : -1;
            SourceFile beside = SourceFile.read("library", bytes(document.substring(0, Math.max(0, library))), true);
            SourceFile file = SourceFile.read(
                    "example", bytes(document.substring(library < 0 ? 0 : library + NEXT.length())), true);
            return new FileSet(library < 0 ? List.of(file) : List.of(beside, file), RuleSettings.DEFAULT).lint(file);
        }
        try {
            WorkflowManifest manifest = new ManifestReader().read(bytes(document), Optional.empty());
            List<Finding> findings = new ArrayList<>(new WorkflowValidator().validate(manifest, POLICY));
            findings.addAll(new WorkflowValidator().warnings(manifest, POLICY));
            return findings;
        } catch (UnreadableDocumentException e) {
            return new ArrayList<>(e.findings());
        }
    }

    static byte[] bytes(String document) {
        String text = document.startsWith("spec:") ? HEAD + document : document;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher macro = MACRO.matcher(text);
        int done = 0;
        while (macro.find()) {
            bytes.writeBytes(text.substring(done, macro.start()).getBytes(StandardCharsets.UTF_8));
            if (macro.group(1) != null) {
                bytes.write(Integer.parseInt(macro.group(1), 16));
            } else if (macro.group(2) != null) {
                bytes.write('\t');
            } else {
                String repeated = macro.group(4).repeat(Integer.parseInt(macro.group(3)));
                bytes.writeBytes(repeated.getBytes(StandardCharsets.UTF_8));
            }
            done = macro.end();
        }
        bytes.writeBytes(text.substring(done).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
