package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.reader.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterSpliceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'spec':{}} | {'spec':{'arguments':{'parameters':[{'name':'a','value':'1'}]}}}",
                "{'spec':{ 'x' : 1e3 }} | {'spec':{'arguments':{'parameters':[{'name':'a','value':'1'}]}, 'x' : 1e3 }}",
                "{'spec':{'arguments':null,'x':1}} | {'spec':{'arguments':{'parameters':[{'name':'a','value':'1'}]},'x':1}}",
                "{'spec':{'arguments':{'artifacts':[]}}}"
                        + " | {'spec':{'arguments':{'parameters':[{'name':'a','value':'1'}],'artifacts':[]}}}",
                "{'spec':{'arguments':{'parameters':null}}}"
                        + " | {'spec':{'arguments':{'parameters':[{'name':'a','value':'1'}]}}}",
                "{'spec':{'arguments':{'parameters':[ ]}}} | {'spec':{'arguments':{'parameters':[{'name':'a','value':'1'}]}}}",
                "{'spec':{'arguments':{'parameters':[{'name':'b', 'value':'2'}]}}}"
                        + " | {'spec':{'arguments':{'parameters':[{'name':'b', 'value':'2'},{'name':'a','value':'1'}]}}}",
                "{'spec':{'arguments':{'parameters':[{'value':'0','name':'a','enum':['1', '2'],'valueFrom':{'x':1}}]},'z':[]}}"
                        + " | {'spec':{'arguments':{'parameters':[{'name':'a','enum':['1', '2'],'value':'1'}]},'z':[]}}",
            })
    void setsAParameterAndKeepsTheRest(String before, String after) {
        assertThat(splice(before, Map.of("a", "1"))).contains(after.replace('\'', '"'));
    }

    @Test
    void appendsNewParametersInTheirOrder() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("z", "1");
        values.put("a", "\"quoted\"\n");

        assertThat(splice("{'spec':{}}", values))
                .hasValueSatisfying(json -> assertThat(json)
                        .contains(
                                "[{\"name\":\"z\",\"value\":\"1\"},{\"name\":\"a\",\"value\":\"\\\"quoted\\\"\\n\"}]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'spec':[]}",
                "{'spec':{'arguments':[]}}",
                "{'spec':{'arguments':{'parameters':{}}}}",
                "{'spec':{'arguments':{'parameters':['a']}}}",
                "{'spec':{'arguments':{'parameters':[{'value':'a'}]}}}",
                "{'spec':{'arguments':{'parameters':[{'name':'a'},{'name':'a'}]}}}"
            })
    void leavesAnotherFormToTheValidator(String document) {
        assertThat(splice(document, Map.of())).isEmpty();
    }

    private static Optional<String> splice(String document, Map<String, String> values) {
        byte[] json = document.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        WorkflowManifest manifest = new ManifestReader().read(json, Optional.of(DocumentFormat.JSON));
        return ParameterSplice.of(manifest).map(splice -> new String(splice.with(values), StandardCharsets.UTF_8));
    }
}
