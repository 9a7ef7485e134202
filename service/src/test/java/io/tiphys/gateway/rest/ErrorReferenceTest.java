package io.tiphys.gateway.rest;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.rest.docs.ErrorPage;
import io.tiphys.gateway.testbed.CheckedInFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** docs/errors.md and the page that the gateway serves say the same, because both are made of the one table. */
final class ErrorReferenceTest {
    @Test
    void isCheckedInAsTheCodeHasIt() throws IOException {
        CheckedInFiles.assertSame("docs/errors.md", markdown());
    }

    private static String markdown() {
        StringBuilder text = new StringBuilder("# Errors\n\nGenerated from the table of reasons in the code.\n\n")
                .append(ErrorPage.introduction())
                .append('\n');
        for (ErrorReason reason : ErrorReason.values()) {
            text.append("\n## ").append(reason).append("\n\n");
            text.append("**").append(reason.title()).append("**\n\n");
            text.append(reason.meaning()).append("\n\n");
            text.append(reason.remedy()).append("\n\n");
            text.append("HTTP ").append(reason.kind().httpStatus());
            text.append(" · gRPC ").append(reason.kind().grpcCode());
            text.append(" · ").append(ErrorPage.repeatable(reason)).append('\n');
        }
        return text.toString();
    }
}
