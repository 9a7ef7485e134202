package io.tiphys.gateway.preflight;

import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.testbed.CheckedInFiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/preflight.md} is what the table of rules says. */
class InspectionReferenceTest {
    private static final String HEAD = """
            # What a workflow's preflight looks at

            Generated from `InspectionRule`. A finding has a severity: ERROR when the workflow is refused or cannot do what it
            says, WARNING when it may wait or do something else, UNCHECKED when it could not be checked. The rules of the
            document itself come with it, always as errors.

            | rule | what it asks for |
            |---|---|
            """;

    @Test
    void theReferenceIsUpToDate() throws IOException {
        CheckedInFiles.assertSame(
                "docs/preflight.md",
                Arrays.stream(InspectionRule.values())
                        .map(rule -> "| `" + rule.id() + "` | " + rule.description() + " |\n")
                        .collect(Collectors.joining("", HEAD, "")));
    }
}
