package io.tiphys.gateway.argoapi.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ObjectPartsTest {
    private static final byte[] WORKFLOW = """
            {"metadata": {"name": "a", "namespace": "science", "labels": {"spec": "x"}},
             "spec": {"entrypoint": "main", "list": [1, {"a": 2}]},
             "status": {"spec": 1, "nodes": {"a.b": {"id": "a.b", "outputs": [{"name": "o"}]}, "c": {"id": "c"}}}}
            """.getBytes(StandardCharsets.UTF_8);

    @Test
    void keepsThePartsWhereTheyWere() throws IOException {
        assertThat(ObjectParts.of("spec").in(WORKFLOW)).hasToString("""
                {"spec":{"entrypoint":"main","list":[1,{"a":2}]}}""");
        assertThat(ObjectParts.of("metadata", "namespace")
                        .and("status", "nodes", "a.b")
                        .in(WORKFLOW))
                .hasToString("""
                {"metadata":{"namespace":"science"},"status":{"nodes":{"a.b":{"id":"a.b","outputs":[{"name":"o"}]}}}}""");
    }

    @Test
    void looksIntoTheElementsOfLists() throws IOException {
        byte[] list = """
                {"items": [{"spec": {"submit": {"name": 1}, "event": 2}}, {"spec": {"submit": {"name": 3}}}]}
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(ObjectParts.of("items", "spec", "submit").in(list)).hasToString("""
                {"items":[{"spec":{"submit":{"name":1}}},{"spec":{"submit":{"name":3}}}]}""");
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(ObjectParts.of("spec").in(bytes("{}")).path("spec").isMissingNode())
                .isTrue();
        assertThat(ObjectParts.of("spec", "a")
                        .in(bytes("{\"spec\": 7}"))
                        .at("/spec/a")
                        .isMissingNode())
                .isTrue();
        assertThat(ObjectParts.of("spec").in(bytes("[]")).path("spec").isMissingNode())
                .isTrue();
        assertThatThrownBy(() -> ObjectParts.of("spec").in(bytes("{\"spec\": ")))
                .isInstanceOf(IOException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
