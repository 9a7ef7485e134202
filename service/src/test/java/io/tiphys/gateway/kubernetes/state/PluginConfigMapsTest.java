package io.tiphys.gateway.kubernetes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.preflight.state.ExecutorPlugin;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginConfigMapsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOADED =
            "{ports: [{containerPort: 4355}], resources: {requests: {}, limits: {}}, securityContext: {}}";

    private static ObjectNode list(String name, String mounts, String container) {
        ObjectNode list = JSON.createObjectNode();
        ObjectNode map = list.putArray("items").addObject();
        map.putObject("metadata").put("name", name);
        map.putObject("data")
                .put("sidecar.automountServiceAccountToken", mounts)
                .put("sidecar.container", container);
        return list;
    }

    @ParameterizedTest
    @CsvSource({
        "hello-executor-plugin, hello, hello-executor-plugin",
        "hello, hello, hello-executor-plugin",
        "a-executor-plugin-executor-plugin, a-executor-plugin, a-executor-plugin-executor-plugin"
    })
    void namesThePluginAndItsAccountAsArgoDoes(String configMap, String name, String account) throws IOException {
        assertThat(PluginConfigMaps.plugins(list(configMap, "true", LOADED)))
                .singleElement()
                .satisfies(plugin -> {
                    assertThat(plugin.name()).isEqualTo(name);
                    assertThat(plugin.account()).isEqualTo(account);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            false | {ports: [{}], resources: {requests: {}, limits: {}}, securityContext: {}}
            True  | {ports: [{}], resources: {requests: {}, limits: {}}, securityContext: {}}
            true  | {ports: [], resources: {requests: {}, limits: {}}, securityContext: {}}
            true  | {resources: {requests: {}, limits: {}}, securityContext: {}}
            true  | {ports: [{}], resources: {limits: {}}, securityContext: {}}
            true  | {ports: [{}], resources: {requests: {}, limits: null}, securityContext: {}}
            true  | {ports: [{}], resources: {requests: {}, limits: {}}}
            true  | {ports: [{}], ports: [{}], resources: {requests: {}, limits: {}}, securityContext: {}}
            true  | {ports
            true  | ^^
            """)
    void leavesOutPluginsThatArgoDoesNotLoadOrThatGetNoToken(String mounts, String container) throws IOException {
        assertThat(PluginConfigMaps.plugins(list("hello", mounts, container))).isEmpty();
        assertThat(PluginConfigMaps.plugins(list("hello", "true", LOADED)))
                .containsExactly(new ExecutorPlugin("hello"));
    }

    @Test
    void takesNoFirstPageForTheWholeList() {
        ObjectNode page = list("hello", "true", LOADED);
        page.putObject("metadata").put("continue", "abc");

        assertThatThrownBy(() -> PluginConfigMaps.plugins(page)).isInstanceOf(IOException.class);
    }
}
