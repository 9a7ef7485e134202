package io.tiphys.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.validation.rule.ArgoVersion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimitWordsTest {
    static List<ArgoVersion> versions() {
        return ArgoVersion.known();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everyPatternOfTheDefinitionsHasWords(ArgoVersion version) throws IOException {
        JsonNode data = new ObjectMapper()
                .readTree(ResourceSchema.class.getResourceAsStream("argo-" + version.line() + "-schema.json"));

        List<String> patterns = data.findValuesAsText("pattern");
        assertThat(patterns).isNotEmpty();
        assertThat(LimitWords.PATTERNS.keySet()).containsAll(patterns);
    }
}
