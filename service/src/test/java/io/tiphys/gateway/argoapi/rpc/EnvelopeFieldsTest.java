package io.tiphys.gateway.argoapi.rpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.argoapi.request.RequestBodies;
import io.tiphys.gateway.argoproto.RequestFields;
import io.tiphys.gateway.error.GatewayException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges over the rows with a body, and over each field of their messages. */
final class EnvelopeFieldsTest {
    static List<ArgoRpc> rows() {
        return ArgoRpcs.all().stream()
                .filter(rpc -> rpc.readsBody() && !rpc.method().equals("ReceiveEvent"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void takesEachFieldByItsExactNameAlone(ArgoRpc rpc) {
        for (String field : RequestFields.inBody("/" + rpc.name(), "")) {
            assertTaken(rpc, "{\"" + field + "\":{}}");
            String upper = field.toUpperCase(Locale.ROOT);
            assertRefused(rpc, "{\"" + upper + "\":{}}");
            assertRefused(rpc, "{\"" + upper + "\":null}");
            assertRefused(rpc, "{\"" + field + "\":{},\"" + upper + "\":{}}");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesWhatOnlyAnotherReleaseCouldRead(ArgoRpc rpc) {
        assertRefused(rpc, "{\"tomorrow\":\"x\"}");
        assertRefused(rpc, "{\"tomorrow\":0}");
        assertRefused(rpc, "{\"wor\u212Aflow\":null}");
        assertTaken(rpc, "{\"tomorrow\":null,\"later\":\"\",\"never\":[]}");
    }

    @Test
    void looksIntoTheOptions() {
        ArgoRpc submit = row("SubmitWorkflow");
        assertTaken(
                submit, "{\"submitOptions\":{\"serviceAccount\":\"a\",\"entryPoint\":\"b\",\"parameters\":[\"c=d\"]}}");
        assertRefused(submit, "{\"submitOptions\":{\"ServiceAccount\":\"admin\"}}");
        assertRefused(submit, "{\"submitOptions\":{\"artifacts\":[\"a\"]}}");
        ArgoRpc create = row("CreateWorkflow");
        assertTaken(create, "{\"createOptions\":{\"kind\":\"CreateOptions\",\"dryRun\":[\"All\"]}}");
        assertRefused(create, "{\"createOptions\":{\"DryRun\":[\"All\"]}}");
    }

    /** Argo's pages send this name; a list by hand once had another one, and the pages could make no event source. */
    @Test
    void takesWhatArgosPagesSendForAnEventSource() {
        assertTaken(row("CreateEventSource"), "{\"eventSource\":{\"metadata\":{\"name\":\"a\"}}}");
    }

    @Test
    void saysWhichFieldWasMeant() {
        assertThatThrownBy(() -> require(row("SubmitWorkflow"), "{\"resourcename\":\"x\"}"))
                .hasMessageContaining("'resourcename' is not known for SubmitWorkflow")
                .hasMessageContaining("Did you mean 'resourceName'?");
    }

    private static ArgoRpc row(String method) {
        return ArgoRpcs.all().stream()
                .filter(rpc -> rpc.method().equals(method))
                .findFirst()
                .orElseThrow();
    }

    private static void require(ArgoRpc rpc, String body) {
        EnvelopeFields.require(rpc, RequestBodies.message(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertTaken(ArgoRpc rpc, String body) {
        assertThatCode(() -> require(rpc, body)).as(rpc.name() + " " + body).doesNotThrowAnyException();
    }

    private static void assertRefused(ArgoRpc rpc, String body) {
        assertThatThrownBy(() -> require(rpc, body)).as(rpc.name() + " " + body).isInstanceOf(GatewayException.class);
    }
}
