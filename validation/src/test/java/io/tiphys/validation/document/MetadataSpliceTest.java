package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tiphys.validation.Manifests;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataSpliceTest {
    private static final ManifestAdditions BOTH = new ManifestAdditions(Map.of("l", "1"), Map.of("n", "2"));
    private static final ManifestAdditions PODS =
            new ManifestAdditions(Map.of("l", "1"), Map.of(), Optional.empty(), Map.of("p", "3"));
    private static final ManifestAdditions LABEL = new ManifestAdditions(Map.of("l", "1"), Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | {'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'}}}",
                "{ } | {'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'}} }",
                "{ 'a' : 1 } | {'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'}}, 'a' : 1 }",
                "{'metadata': {}} | {'metadata': {'labels':{'l':'1'},'annotations':{'n':'2'}}}",
                "{'metadata':null ,'a':1} | {'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'}} ,'a':1}",
                "{'metadata':{'name':'x'}} | {'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'},'name':'x'}}",
                "{'metadata':{'labels':{}}} | {'metadata':{'annotations':{'n':'2'},'labels':{'l':'1'}}}",
                "{'metadata':{'labels':null,'annotations':null}}"
                        + " | {'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'}}}",
                "{'metadata':{'labels':{ 'l' : 'old' , 'k':'v'},'annotations':{'m':'o'}}}"
                        + " | {'metadata':{'labels':{ 'l' : '1' , 'k':'v'},'annotations':{'n':'2','m':'o'}}}",
                "{'spec':{'metadata':{'labels':{}}},'metadata':{'annotations':{}}}"
                        + " | {'spec':{'metadata':{'labels':{}}},'metadata':{'labels':{'l':'1'},'annotations':{'n':'2'}}}",
            })
    void putsLabelsAndAnnotationsIn(String before, String after) {
        assertThat(Manifests.json(before.replace('\'', '"'), BOTH)).isEqualTo(after.replace('\'', '"'));
    }

    @Test
    void replacesALabelWhateverStandsThere() {
        assertThat(Manifests.json("{\"metadata\":{\"labels\":{\"l\":{\"x\":[1]},\"k\":1.50}}}", LABEL))
                .isEqualTo("{\"metadata\":{\"labels\":{\"l\":\"1\",\"k\":1.50}}}");
        assertThat(Manifests.json("{\"metadata\":{\"labels\":{\"l\":12 ,\"k\":1}}}", LABEL))
                .isEqualTo("{\"metadata\":{\"labels\":{\"l\":\"1\" ,\"k\":1}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | {'metadata':{'name':'x'}}",
                "{'metadata':{'generateName':'a-'}} | {'metadata':{'name':'x','generateName':'a-'}}",
                "{'metadata':{'name' : 'old' ,'a':1}} | {'metadata':{'name' : 'x' ,'a':1}}",
                "{'metadata':{'name':null,'labels':{'name':'y'}}} | {'metadata':{'name':'x','labels':{'name':'y'}}}",
                "{'spec':{'metadata':{'name':'y'}}} | {'metadata':{'name':'x'},'spec':{'metadata':{'name':'y'}}}",
            })
    void putsANameIn(String before, String after) {
        ManifestAdditions name = new ManifestAdditions(Map.of(), Map.of(), Optional.of("x"));

        assertThat(Manifests.json(before.replace('\'', '"'), name)).isEqualTo(after.replace('\'', '"'));
        assertThat(name.addedTo(before.replace('\'', '"'))).isEqualTo(after.replace('\'', '"'));
    }

    @Test
    void leavesOutAByteOrderMark() {
        assertThat(Manifests.json("\uFEFF {\"metadata\":{}}", LABEL))
                .isEqualTo(" {\"metadata\":{\"labels\":{\"l\":\"1\"}}}");
    }

    @Test
    void changesNothingWhenNothingIsAdded() {
        String document = " {\"a\" : 1.0e+05, \"metadata\": null , \"b\":\"\\u00e9\\/\" }\n";

        assertThat(Manifests.json(document, ManifestAdditions.NONE)).isEqualTo(document);
    }

    @Test
    void escapesWhatIsAdded() {
        ManifestAdditions additions = new ManifestAdditions(Map.of(), Map.of("a\"b", "c\\d\n\u00e9\ud83d\ude00"));

        assertThat(Manifests.json("{\"metadata\":{}}", additions))
                .isEqualTo("{\"metadata\":{\"annotations\":{\"a\\\"b\":\"c\\\\d\\n\u00e9\ud83d\ude00\"}}}");
    }

    @Test
    void findsTheLabelOfAnEscapedKey() {
        assertThat(Manifests.json("{\"metadata\":{\"\\u006cabels\":{\"\\u006c\":\"old\"}}}", LABEL))
                .isEqualTo("{\"metadata\":{\"\\u006cabels\":{\"\\u006c\":\"1\"}}}");
    }

    @Test
    void addsToYaml() {
        assertThat(Manifests.json("metadata:\n  labels: {k: v}\n", BOTH))
                .isEqualTo("{\"metadata\":{\"annotations\":{\"n\":\"2\"},\"labels\":{\"l\":\"1\",\"k\":\"v\"}}}");
    }

    @Test
    void refusesToAddToWhatIsNoObject() {
        WorkflowManifest manifest = Manifests.read("{\"metadata\":[]}");

        assertThatIllegalStateException().isThrownBy(() -> manifest.toJson(LABEL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`metadata`:{},`spec`:{}}|{`metadata`:{`labels`:{`l`:`1`}},`spec`:{`podMetadata`:{`annotations`:{`p`:`3`}}}}",
                "{`spec`:{`a`:1},`metadata`:{}}|{`spec`:{`podMetadata`:{`annotations`:{`p`:`3`}},`a`:1},`metadata`:{`labels`:{`l`:`1`}}}",
                "{`metadata`:{},`spec`:{`podMetadata`:null}}|{`metadata`:{`labels`:{`l`:`1`}},`spec`:{`podMetadata`:{`annotations`:{`p`:`3`}}}}",
                "{`metadata`:{},`spec`:{`podMetadata`:{`labels`:{`a`:`b`}}}}|{`metadata`:{`labels`:{`l`:`1`}},`spec`:{`podMetadata`:{`annotations`:{`p`:`3`},`labels`:{`a`:`b`}}}}",
                "{`metadata`:{},`spec`:{`podMetadata`:{`annotations`:{`a`:`b`,`p`:`of the caller`}}}}|{`metadata`:{`labels`:{`l`:`1`}},`spec`:{`podMetadata`:{`annotations`:{`a`:`b`,`p`:`3`}}}}",
                "{`metadata`:{}}|{`metadata`:{`labels`:{`l`:`1`}}}",
                "{`metadata`:{},`spec`:null}|{`metadata`:{`labels`:{`l`:`1`}},`spec`:null}"
            })
    void addsAnnotationsOfPods(String json, String expected) {
        assertThat(PODS.addedTo(json.replace('`', '"'))).isEqualTo(expected.replace('`', '"'));
    }
}
