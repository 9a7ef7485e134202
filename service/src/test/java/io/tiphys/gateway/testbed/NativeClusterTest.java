package io.tiphys.gateway.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NativeClusterTest {
    @Test
    void readsValuesUpToTheEndOfTheirLines() {
        assertThat(NativeCluster.parse("TESTBED_PODS=true\nTESTBED_KUBERNETES_URL=https://127.0.0.1:1/?a=b\n"))
                .containsEntry("TESTBED_PODS", "true")
                .containsEntry("TESTBED_KUBERNETES_URL", "https://127.0.0.1:1/?a=b");
    }
}
