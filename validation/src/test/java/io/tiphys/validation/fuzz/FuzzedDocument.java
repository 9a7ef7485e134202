package io.tiphys.validation.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.requirement.WorkflowRequirements;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What holds for every document, whatever it is. Throws if it does not. */
final class FuzzedDocument {
    private static final long MOST_NANOSECONDS = 1_000_000_000;
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final WorkflowValidator VALIDATOR = new WorkflowValidator();
    private static final WorkflowPolicy POLICY = new WorkflowPolicy("argo", Set.of("crew"));

    private FuzzedDocument() {}

    static void check(byte[] document) {
        long start = THREAD.getCurrentThreadCpuTime();
        List<Finding> findings = lint(document);
        long between = THREAD.getCurrentThreadCpuTime();
        assertThat(lint(document)).as("a second answer").isEqualTo(findings);
        long end = THREAD.getCurrentThreadCpuTime();
        // The first time may be that of loading what is needed for such a document.
        assertThat(Math.min(between - start, end - between)).as("nanoseconds").isLessThan(MOST_NANOSECONDS);
        FuzzedText text = new FuzzedText(document);
        findings.forEach(text::holds);
        Optional<WorkflowManifest> json = submitted(document, DocumentFormat.JSON, text);
        submitted(document, DocumentFormat.YAML, text);
        json.ifPresent(SameInYaml::check);
    }

    private static List<Finding> lint(byte[] document) {
        SourceFile file = SourceFile.read("fuzzed", document, true);
        return new FileSet(List.of(file), RuleSettings.DEFAULT).lint(file);
    }

    /** The way of a submission: read strictly, hold against the rules, and see what it needs. */
    private static Optional<WorkflowManifest> submitted(byte[] document, DocumentFormat format, FuzzedText text) {
        try {
            WorkflowManifest manifest = new ManifestReader().read(document, Optional.of(format));
            List<Finding> findings = VALIDATOR.validate(manifest, POLICY);
            assertThat(findings).hasSizeLessThanOrEqualTo(FindingList.MOST_SHOWN + 1);
            inOrder(findings);
            findings.forEach(text::holds);
            VALIDATOR.warnings(manifest, POLICY).forEach(text::holds);
            manifest.root().object("spec").ifPresent(spec -> WorkflowRequirements.of(new TemplateLibrary(spec)));
            return Optional.of(manifest);
        } catch (UnreadableDocumentException e) {
            assertThat(e.findings()).isNotEmpty();
            inOrder(e.findings());
            e.findings().forEach(text::holds);
            return Optional.empty();
        }
    }

    private static void inOrder(List<Finding> findings) {
        for (int i = 1; i < findings.size(); i++) {
            Finding before = findings.get(i - 1);
            Finding after = findings.get(i);
            boolean ordered = before.line() < after.line()
                    || (before.line() == after.line() && before.column() <= after.column());
            assertThat(ordered).as(before + " stands before " + after).isTrue();
        }
    }
}
