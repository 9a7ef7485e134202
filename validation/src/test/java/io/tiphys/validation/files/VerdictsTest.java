package io.tiphys.validation.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The verdict and the words for documents as people and their tools write them: {@code verdicts.txt} beside them has both, and
 * {@code -Dtiphys.golden=true} writes it again. Read the words as the author of the document.
 */
class VerdictsTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/io/tiphys/validation/people");
    private static final Path VERDICTS = DIRECTORY.resolve("verdicts.txt");

    /** Without two warnings that nearly every document has. */
    private static final RuleSettings SETTINGS =
            RuleSettings.DEFAULT.without("no-ttl").without("no-deadline");

    @Test
    void everyDocumentHasItsVerdict() throws IOException {
        StringBuilder verdicts = new StringBuilder();
        for (Path file : documents()) {
            verdicts.append(verdict(file)).append('\n');
        }
        if (Boolean.getBoolean("tiphys.golden")) {
            Files.writeString(VERDICTS, verdicts);
        }
        assertThat(verdicts).hasToString(Files.readString(VERDICTS));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> !file.equals(VERDICTS))
                    .sorted(Comparator.comparingInt(VerdictsTest::number))
                    .toList();
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    private static String verdict(Path file) throws IOException {
        SourceFile source = SourceFile.read(file.toString(), Files.readAllBytes(file), true);
        List<Finding> findings = new FileSet(List.of(source), SETTINGS).lint(source);
        String verdict = source.documents().isEmpty()
                ? "nothing of Argo's"
                : findings.stream().anyMatch(Finding::isError) ? "refused" : "valid";
        StringBuilder text = new StringBuilder(file.getFileName() + ": " + verdict + "\n");
        findings.forEach(finding -> text.append(words(finding)));
        return text.toString();
    }

    private static String words(Finding finding) {
        String level = finding.isError() ? "error" : "warning";
        String place = finding.line() + ":" + finding.column();
        return "  " + level + " " + finding.rule() + " " + place + "\n    " + finding.message() + "\n"
                + finding.hint().map(hint -> "    " + hint + "\n").orElse("");
    }
}
