package io.tiphys.lint;

import io.tiphys.validation.finding.Finding;
import java.io.PrintWriter;
import java.util.List;

/** {@code file:line:column: error[rule] message}, then the hint, then the number of findings. */
final class TextPrinter implements Printer {
    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final boolean colored;

    TextPrinter(boolean colored) {
        this.colored = colored;
    }

    @Override
    public void print(List<FileFindings> files, PrintWriter out) {
        for (FileFindings file : files) {
            file.findings().forEach(finding -> print(file.file(), finding, out));
        }
        long all = files.stream().mapToLong(file -> file.findings().size()).sum();
        long errors = files.stream()
                .flatMap(file -> file.findings().stream())
                .filter(Finding::isError)
                .count();
        out.println(counted(errors, "error") + " and " + counted(all - errors, "warning") + " in "
                + counted(files.size(), "file"));
    }

    private void print(String file, Finding finding, PrintWriter out) {
        String severity = finding.isError() ? color(RED, "error") : color(YELLOW, "warning");
        String place = color(BOLD, file + ":" + finding.line() + ":" + finding.column() + ":");
        out.println(place + " " + severity + "[" + finding.rule() + "] " + finding.message());
        finding.hint().ifPresent(hint -> out.println("    " + hint));
    }

    private String color(String color, String text) {
        return colored ? color + text + PLAIN : text;
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
