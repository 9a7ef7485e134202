package io.tiphys.gateway.argoproto.pruning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argoproto.wire.WireWriter;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.Problems;
import org.junit.jupiter.api.Test;

final class StoredTemplatesTest {
    private static final String WORKFLOW = """
            {"metadata":{"name":"a"},"spec":{"templates":[{"storedTemplates":1}]},
             "status":{"phase":"","storedTemplates":{"namespaced/inner/t":{"name":"t"},"cluster/shared/u":{"name":"secret"}},
             "conditions":[{"storedTemplates":{"x/y/z":1}}],"progress":"1/2"}}""";

    @Test
    void namesThoseOfTheStatusInJson() {
        assertThat(StoredTemplates.keysInJson(WORKFLOW.getBytes(UTF_8)))
                .containsExactlyInAnyOrder("namespaced/inner/t", "cluster/shared/u");
        assertThat(StoredTemplates.keysInJson("{\"status\":{\"storedWorkflowTemplateSpec\":{}}}".getBytes(UTF_8)))
                .containsExactly("");
        assertThat(StoredTemplates.keysInJson("{\"metadata\":{}}".getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void leavesThemOutOfJsonAndNothingElse() {
        assertThat(new String(StoredTemplates.withoutInJson(WORKFLOW.getBytes(UTF_8)), UTF_8))
                .isEqualTo(
                        "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"templates\":[{\"storedTemplates\":1}]},\"status\":"
                                + "{\"conditions\":[{\"storedTemplates\":{\"x/y/z\":1}}],\"phase\":\"\",\"progress\":\"1/2\"}}");
    }

    @Test
    void namesThoseOfAMessageAndLeavesThemOut() {
        byte[] message = message();

        assertThat(StoredTemplates.keysInMessage(message))
                .containsExactlyInAnyOrder("namespaced/inner/t", "cluster/s/u");
        byte[] without = StoredTemplates.withoutInMessage(message);
        assertThat(StoredTemplates.keysInMessage(without)).isEmpty();
        assertThat(new String(without, UTF_8)).doesNotContain("secret").contains("a-name", "Pending");
    }

    @Test
    void callsWhatItCannotReadBroken() {
        Problems.problemOf(ErrorReason.ARGO_BROKEN, () -> StoredTemplates.keysInJson("{\"status\":".getBytes(UTF_8)));
        Problems.problemOf(ErrorReason.ARGO_BROKEN, () -> StoredTemplates.keysInMessage(new byte[] {26, 100, 1}));
    }

    /** metadata 1 (name 1), status 3 (phase 1, storedTemplates 9, storedWorkflowTemplateSpec 14). */
    private static byte[] message() {
        WireWriter template = new WireWriter().string(1, "secret");
        WireWriter status = new WireWriter()
                .string(1, "Pending")
                .message(
                        9,
                        new WireWriter()
                                .string(1, "namespaced/inner/t")
                                .message(2, template.toBytes())
                                .toBytes())
                .message(
                        9,
                        new WireWriter()
                                .string(1, "cluster/s/u")
                                .message(2, template.toBytes())
                                .toBytes());
        return new WireWriter()
                .message(1, new WireWriter().string(1, "a-name").toBytes())
                .message(3, status.toBytes())
                .toBytes();
    }
}
