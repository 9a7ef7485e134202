package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML has the JSON that Kubernetes' reader gives it; {@link ReadsAsKubernetesTest} asks that reader itself. */
class YamlValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "yes | true",
                "Y | true",
                "On | true",
                "TRUE | true",
                "no | false",
                "n | false",
                "OFF | false",
                "tRue | \"tRue\"",
                "~ | null",
                "NULL | null",
                "null | null",
                "'' | \"\"",
                "'null' | \"null\"",
                "\"yes\" | \"yes\"",
                "0 | 0",
                "-0 | 0",
                "-0.0 | -0",
                "+5 | 5",
                "010 | 8",
                "0o10 | 8",
                "-010 | -8",
                "0x1F | 31",
                "0b101 | 5",
                "08 | 8",
                "1_000 | 1000",
                "1.0 | 1",
                "1.50 | 1.5",
                "1e3 | 1000",
                "1e21 | 1e+21",
                "1e-7 | 1e-7",
                "5e-324 | 5e-324",
                "2.2250738585072014e-308 | 2.2250738585072014e-308",
                ".5 | 0.5",
                "5. | 5",
                "1.5e400 | \"1.5e400\"",
                "0.1000000000000000055511151231257827 | 0.1",
                "123456789012345678901234567890 | 1.2345678901234568e+29",
                "18446744073709551615 | 18446744073709551615",
                "1:30 | \"1:30\"",
                "190:20:30.15 | \"190:20:30.15\"",
                "2001-12-14 | \"2001-12-14\"",
                "2001-12-14T21:59:43Z | \"2001-12-14T21:59:43Z\"",
                "1.2.3 | \"1.2.3\"",
                "1e | \"1e\"",
                "0x | \"0x\"",
                "= | \"=\"",
                "!!str 5 | \"5\"",
                "! 5 | \"5\"",
                "!!int '5' | 5",
                "!!float 5 | 5",
                "!!bool yes | true",
                "!!null '' | null",
                "!!timestamp 2001-12-14 | \"2001-12-14\"",
                "!!binary aGk= | \"hi\"",
                "!thing 5 | \"5\"",
                "!!set {b} | {\"b\":null}",
                "[a, b:, c:d] | [\"a\",\"b:\",\"c:d\"]",
                "{1: a, on: b, 1.50: c} | {\"1\":\"a\",\"true\":\"b\",\"1.5\":\"c\"}",
                "\"\\U0001f600\" | \"\ud83d\ude00\"",
            })
    void readsAScalarAsKubernetesDoes(String yaml, String json) {
        assertThat(Manifests.json("a: " + yaml, ManifestAdditions.NONE)).isEqualTo("{\"a\":" + json + "}");
    }

    @Test
    void keepsTheLinesOfABlock() {
        assertThat(Manifests.json("a: |\n  x\n   y\nb: >-\n  x\n  y\n", ManifestAdditions.NONE))
                .isEqualTo("{\"a\":\"x\\n y\\n\",\"b\":\"x y\"}");
    }

    @Test
    void expandsAliases() {
        assertThat(Manifests.json("a: &a [1, &b x]\nc: *a\nd: *b\n", ManifestAdditions.NONE))
                .isEqualTo("{\"a\":[1,\"x\"],\"c\":[1,\"x\"],\"d\":\"x\"}");
    }

    @Test
    void mergesWhatTheObjectDoesNotHaveItself() {
        String yaml = """
                a: &a {w: 1, x: 1}
                b: &b {x: 2, z: 2}
                c:
                  <<: [*a, *b]
                  w: 3
                d:
                  <<: *b
                """;

        assertThat(Manifests.json(yaml, ManifestAdditions.NONE))
                .isEqualTo("{\"a\":{\"w\":1,\"x\":1},\"b\":{\"x\":2,\"z\":2},"
                        + "\"c\":{\"w\":3,\"x\":1,\"z\":2},\"d\":{\"x\":2,\"z\":2}}");
    }

    @Test
    void mergesTwiceWhatIsNotTheSame() {
        assertThat(Manifests.json(
                        "a: &a {x: 1}\nb: &b {w: 2}\nc:\n  <<: *a\n  <<: *b\n  z: 3\n", ManifestAdditions.NONE))
                .isEqualTo("{\"a\":{\"x\":1},\"b\":{\"w\":2},\"c\":{\"z\":3,\"x\":1,\"w\":2}}");
    }

    @Test
    void takesAnchorsAndAliasesAsKeys() {
        assertThat(Manifests.json("&a x: 1\nw: *a\nz: {*a : 2}\n", ManifestAdditions.NONE))
                .isEqualTo("{\"x\":1,\"w\":\"x\",\"z\":{\"x\":2}}");
    }

    @Test
    void takesAMergeKeyInQuotesForAKey() {
        assertThat(Manifests.json("a: {'<<': {b: 1}}", ManifestAdditions.NONE)).isEqualTo("{\"a\":{\"<<\":{\"b\":1}}}");
    }

    @Test
    void measuresTheJsonThatIsSent() {
        for (String yaml : new String[] {
            "a: &a {x: \"\u00e4\\n\\x01\ud83d\ude00\", v: [1, 2.50, yes, ~]}\nb: *a\nc: {<<: *a, z: [*a, {}]}\n",
            "a: []\n"
        }) {
            WorkflowManifest manifest = Manifests.read(yaml);

            assertThat(manifest.size()).isEqualTo(manifest.toJson(ManifestAdditions.NONE).length);
        }
    }
}
