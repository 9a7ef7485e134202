package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.document.reader.ManifestReader;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
    @Test
    void takesABraceForJsonAndAllElseForYaml() {
        assertThat(Manifests.read(" \n{\"kind\": \"Workflow\"}").format()).isEqualTo(DocumentFormat.JSON);
        assertThat(Manifests.read("\uFEFF{\"kind\": \"Workflow\"}").format()).isEqualTo(DocumentFormat.JSON);
        assertThat(Manifests.read("kind: Workflow").format()).isEqualTo(DocumentFormat.YAML);
    }

    @Test
    void readsJsonThatIsCalledYaml() {
        assertThat(Manifests.readAs(DocumentFormat.YAML, "{\"kind\": \"Workflow\"}")
                        .kind())
                .contains("Workflow");
    }

    @Test
    void readsWhatCallersAskForMost() {
        WorkflowManifest manifest = Manifests.read("""
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata:
                  name: a
                  generateName: a-
                  namespace: team
                """);

        assertThat(manifest.apiVersion()).contains("argoproj.io/v1alpha1");
        assertThat(manifest.kind()).contains("Workflow");
        assertThat(manifest.name()).contains("a");
        assertThat(manifest.generateName()).contains("a-");
        assertThat(manifest.namespace()).contains("team");
    }

    @Test
    void readsNothingWhereThereIsNoText() {
        WorkflowManifest manifest = Manifests.read("kind: 1\nmetadata: {name: '', namespace: null, generateName: [a]}");

        assertThat(manifest.kind()).isEmpty();
        assertThat(manifest.name()).isEmpty();
        assertThat(manifest.namespace()).isEmpty();
        assertThat(manifest.generateName()).isEmpty();
        assertThat(Manifests.read("metadata: text").name()).isEmpty();
    }

    @Test
    void knowsWhereEverythingStandsInJson() {
        ManifestNode node = Manifests.read("{\n  \"a/b\": [true,\n    {\"c~\": \"x\"}]\n}")
                .root()
                .array("a/b")
                .flatMap(list -> ((ManifestObject) list.elements().get(1)).get("c~"))
                .orElseThrow();

        assertThat(node.pointer()).isEqualTo("/a~1b/1/c~0");
        assertThat(node.line()).isEqualTo(3);
        assertThat(node.column()).isEqualTo(12);
        assertThat(node.key()).isEqualTo(new ManifestKey("c~", 3, 6));
    }

    @Test
    void knowsWhereEverythingStandsInYaml() {
        ManifestNode node = Manifests.read("a:\n- true\n- b: x\n  c: y\n")
                .root()
                .array("a")
                .flatMap(list -> ((ManifestObject) list.elements().get(1)).get("c"))
                .orElseThrow();

        assertThat(node.pointer()).isEqualTo("/a/1/c");
        assertThat(node.line()).isEqualTo(4);
        assertThat(node.column()).isEqualTo(6);
        assertThat(node.key()).isEqualTo(new ManifestKey("c", 4, 3));
    }

    @Test
    void pointsToWhereAnAliasIsUsedAndToTheLineWhereItsValueIsWritten() {
        ManifestNode node = Manifests.read("a: &a\n  b: 1\nc: [*a]\n")
                .root()
                .array("c")
                .flatMap(list -> ((ManifestObject) list.elements().getFirst()).get("b"))
                .orElseThrow();

        assertThat(node.pointer()).isEqualTo("/c/0/b");
        assertThat(node.line()).isEqualTo(2);
    }

    @Test
    void skipsEmptyDocumentsAroundTheOne() {
        assertThat(Manifests.read("---\n---\nkind: Workflow\n---\n").kind()).contains("Workflow");
    }

    @Test
    void doesNotTakeYamlForJson() {
        byte[] yaml = "kind: Workflow".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                UnreadableDocumentException.class,
                                () -> new ManifestReader().read(yaml, Optional.of(DocumentFormat.JSON)))
                        .isTooLarge())
                .isFalse();
    }

    @Test
    void everyRuleHasItsOwnIdAndADescription() {
        assertThat(Arrays.stream(DocumentRule.values()).map(DocumentRule::id)).doesNotHaveDuplicates();
        assertThat(DocumentRule.values())
                .allSatisfy(rule -> assertThat(rule.description()).endsWith("."));
    }
}
