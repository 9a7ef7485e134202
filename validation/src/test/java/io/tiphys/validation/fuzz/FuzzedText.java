package io.tiphys.validation.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.finding.Finding;
import java.nio.charset.StandardCharsets;

/** How many lines a document has, and how long they are. */
final class FuzzedText {
    private final int lines;
    private final int longest;

    FuzzedText(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8);
        int most = 0;
        int length = 0;
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            length++;
            most = Math.max(most, length);
            if ("\n\r\u0085\u2028\u2029".indexOf(text.charAt(i)) >= 0) {
                count++;
                length = 0;
            }
        }
        this.lines = count;
        this.longest = most;
    }

    /** A finding points into the document, or right behind its end, and says something. */
    void holds(Finding finding) {
        assertThat(finding.line()).as("line of " + finding).isBetween(1, lines + 1);
        assertThat(finding.column()).as("column of " + finding).isBetween(1, longest + 2);
        assertThat(finding.rule()).isNotBlank();
        assertThat(finding.message()).isNotBlank();
        assertThat(finding.pointer().isEmpty()
                        || finding.pointer().startsWith("/")
                        || finding.pointer().endsWith("..."))
                .as("pointer of " + finding)
                .isTrue();
    }
}
