package io.tiphys.lint;

import io.tiphys.validation.finding.Finding;
import java.io.PrintWriter;
import java.util.List;

/**
 * Prints a workflow command of GitHub Actions for each finding. Escaping follows GitHub's {@code actions/toolkit},
 * {@code packages/core/src/command.ts}.
 */
final class GitHubPrinter implements Printer {
    @Override
    public void print(List<FileFindings> files, PrintWriter out) {
        for (FileFindings file : files) {
            file.findings().forEach(finding -> out.println(command(file.file(), finding)));
        }
    }

    private static String command(String file, Finding finding) {
        String text =
                finding.message() + finding.hint().map(hint -> "\n" + hint).orElse("");
        return (finding.isError() ? "::error" : "::warning") + " file=" + property(file.replace('\\', '/')) + ",line="
                + finding.line() + ",col=" + finding.column() + ",title=" + property(finding.rule()) + "::"
                + data(text);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
