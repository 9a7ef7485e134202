package io.tiphys.client.lint;

import io.tiphys.client.Severity;
import io.tiphys.client.workflow.WorkflowFinding;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import java.util.ArrayList;
import java.util.List;

/** Lints in this process; no network is used. */
final class OfflineLinter implements Linter {
    /** The gateway's maximum number of findings of one file. */
    private static final int MOST_FINDINGS = 1_000;

    private final RuleSettings settings;

    OfflineLinter(RuleSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<LintedFile> lint(List<LintFile> files) {
        List<SourceFile> read = files.stream()
                .map(file -> SourceFile.read(file.name(), file.content(), true))
                .toList();
        FileSet set = new FileSet(read, settings);
        List<LintedFile> linted = new ArrayList<>();
        for (SourceFile file : read) {
            linted.add(new LintedFile(
                    file.name(),
                    set.lint(file, MOST_FINDINGS).stream()
                            .map(OfflineLinter::finding)
                            .toList()));
        }
        return List.copyOf(linted);
    }

    private static WorkflowFinding finding(Finding finding) {
        return new WorkflowFinding(
                finding.rule(),
                finding.isError() ? Severity.ERROR : Severity.WARNING,
                finding.pointer(),
                finding.line(),
                finding.column(),
                finding.message(),
                finding.hint(),
                finding.link(),
                List.of());
    }
}
