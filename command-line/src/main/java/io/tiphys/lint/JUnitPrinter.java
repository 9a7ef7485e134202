package io.tiphys.lint;

import io.tiphys.validation.finding.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** JUnit's XML: one test per file. Errors fail the test; warnings are its output. */
final class JUnitPrinter implements Printer {
    @Override
    public void print(List<FileFindings> files, PrintWriter out) {
        long failures =
                files.stream().filter(file -> !lines(file, true).isEmpty()).count();
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuite name=\"tiphys-lint\" tests=\"" + files.size() + "\" failures=\"" + failures + "\">");
        files.forEach(file -> print(file, out));
        out.println("</testsuite>");
    }

    private static void print(FileFindings file, PrintWriter out) {
        String errors = lines(file, true);
        String warnings = lines(file, false);
        out.println("  <testcase classname=\"tiphys.lint\" name=\"" + escaped(file.file()) + "\">");
        if (!errors.isEmpty()) {
            long count = file.findings().stream().filter(Finding::isError).count();
            out.println("    <failure message=\"" + count + (count == 1 ? " error" : " errors") + "\">"
                    + escaped(errors) + "</failure>");
        }
        if (!warnings.isEmpty()) {
            out.println("    <system-out>" + escaped(warnings) + "</system-out>");
        }
        out.println("  </testcase>");
    }

    private static String lines(FileFindings file, boolean errors) {
        return file.findings().stream()
                .filter(finding -> finding.isError() == errors)
                .map(it -> it.line() + ":" + it.column() + ": [" + it.rule() + "] " + it.message())
                .collect(Collectors.joining("\n"));
    }

    /** Text for XML 1.0, which forbids most control characters, escaped or not. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(one -> {
            switch (one) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean allowed = one == '\n'
                            || one == '\t'
                            || (one >= ' ' && !(one >= 0xD800 && one <= 0xDFFF) && one != 0xFFFE && one != 0xFFFF);
                    escaped.appendCodePoint(allowed ? one : '?');
                }
            }
        });
        return escaped.toString();
    }
}
