package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedDocumentTest {
    static Stream<Arguments> json() {
        return Stream.of(
                bad("ends in an object", "{\"a\": {\"b\": [1,", "truncated-document /a/b 1:16"),
                bad("ends in a text", "{\"a\": \"bc", "truncated-document  1:10"),
                bad("ends in a number's object", "{\"a\": 1", "truncated-document  1:8"),
                bad("text behind the object", "{\"a\": 1}\n x", "trailing-content  2:2"),
                bad("another object behind it", "{} {}", "trailing-content  1:4"),
                bad("a key twice", "{\"a\": 1,\n \"a\": 2}", "duplicate-field /a 2:2"),
                bad("a key twice by an escape", "{\"a\": 1, \"\\u0061\": 2}", "duplicate-field /a 1:10"),
                bad("a missing comma", "{\"a\": {\"b\": 1 \"c\": 2}}", "json-syntax /a 1:15"),
                bad("a comma too many", "{\"a\": [1,]}", "json-syntax /a 1:10"),
                bad("a comment", "{ // no\n}", "json-syntax  1:3"),
                bad("single quotes", "{'a': 1}", "json-syntax  1:2"),
                bad("a line break in a text", "{\"a\": \"b\nc\"}", "json-syntax  1:9"),
                bad("a leading zero", "{\"a\": 012}", "json-syntax  1:8"),
                bad("NaN", "{\"a\": NaN}", "not-a-json-value  1:7"),
                bad("-Infinity", "{\"a\": -Infinity}", "not-a-json-value  1:7"),
                bad("a number of 2,000 digits", "{\"a\": " + "1".repeat(2_000) + "}", "json-syntax  1:7"),
                bad("half a surrogate pair", "{\"a\": \"\\ud800\"}", "lone-surrogate /a 1:7"),
                bad("the halves the wrong way round", "{\"a\": \"\\udc00\\ud800\"}", "lone-surrogate /a 1:7"),
                bad("half a surrogate pair in a key", "{\"\\udfff\": 1}", "lone-surrogate /\udfff 1:2"),
                bad("an escaped NUL", "{\"a\": {\"b\": \"\\u0000\"}}", "nul-character /a/b 1:13"),
                bad("a NUL", "{\"a\":\n \0}", "nul-character  2:2"));
    }

    static Stream<Arguments> yaml() {
        return Stream.of(
                bad("a key twice", "a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-field /b/c 4:3"),
                bad("a key twice in other quotes", "a: 1\n'a': 2\n", "duplicate-field /a 2:1"),
                bad("two documents", "a: 1\n---\nb: 2\n", "several-documents  3:1"),
                bad("a tab as indentation", "a:\n\tb: 1\n", "tab-indentation  2:1"),
                bad("a colon in a text", "a: b: c\n", "yaml-syntax  1:5"),
                bad("an open bracket", "a: [1, 2\n", "yaml-syntax /a 2:1"),
                bad("an open quote", "a: \"b\n", "yaml-syntax  2:1"),
                bad("an escape without digits", "a: b\nc: \"d\\x", "yaml-syntax  2:6"),
                bad("an unknown alias", "a: *b\n", "unknown-alias /a 1:4"),
                bad("an alias in itself", "a: &a [*a]\n", "recursive-alias /a/0 1:8"),
                bad("an alias of what is around it", "a: &a\n  b:\n    c: *a\n", "recursive-alias /a/b/c 3:8"),
                bad("nothing as a key", "~: b\n", "key-not-text /~0 1:1"),
                bad("a list as a key", "? [a]\n: b\n", "key-not-text  1:3"),
                bad("a variable without quotes", "a: {{b}}\n", "key-not-text /a 1:5"),
                bad("infinity", "a: .inf\n", "not-a-json-value /a 1:4"),
                bad("no number", "a: .NaN\n", "not-a-json-value /a 1:4"),
                bad("bytes that are none", "a: !!binary aGk\n", "tag-not-allowed /a 1:4"),
                bad("a time that is none", "a: !!timestamp 2026-13-01\n", "tag-not-allowed /a 1:4"),
                bad("a key beyond 63 bits", "18446744073709551615: b\n", "key-not-text /18446744073709551615 1:1"),
                bad("a tag that does not fit", "a: !!int b\n", "tag-not-allowed /a 1:4"),
                bad("a merge of a text", "a:\n  <<: b\n", "bad-merge /a/<< 2:3"),
                bad(
                        "two merge keys that bring the same",
                        "b: &b {c: 1}\na:\n  <<: *b\n  <<: *b\n",
                        "ambiguous-merge /a/<< 4:3"),
                bad(
                        "a merge behind what it brings",
                        "b: &b {c: 1}\na:\n  c: 2\n  <<: *b\n",
                        "ambiguous-merge /a/<< 4:3"),
                bad("a control character", "a: \u0007\n", "character-not-allowed  1:4"),
                bad("an escaped NUL", "a: \"\\0\"\n", "nul-character /a 1:4"),
                bad("half a surrogate pair", "a: \"\\ud800\"\n", "yaml-syntax  1:5"),
                bad("a mark before the second document", "# c\n---\n\uFEFFa: 1\n", "character-not-allowed  3:1"),
                bad(
                        "a template of Helm",
                        "a: b\n{{- if .Values.x }}\nc: d\n{{- end }}\n",
                        "template-not-rendered  2:1"),
                bad("a value of Helm", "a:\n  b: {{ include \"x\" . }}\n", "template-not-rendered  2:6"),
                bad("no JSON, and no YAML either", "{\"a\": 1 \"b\": 2}", "json-syntax  1:9"),
                bad("a brace that is left open", "{\"a\": [1, 2", "truncated-document /a 1:12"),
                bad("a list", "- a\n", "not-an-object  1:1"),
                bad("a text", "hello\n", "not-an-object  1:1"),
                bad("a comment alone", "# nothing\n", "empty-document  1:1"),
                bad("empty documents alone", "---\n---\n", "empty-document  1:1"),
                bad("white space alone", " \n\t\n", "empty-document  1:1"),
                bad("nothing", "", "empty-document  1:1"));
    }

    private static Arguments bad(String name, String document, String place) {
        return Arguments.of(name, document, place);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("json")
    void refusesJsonWithTheRuleAndThePlace(String name, String document, String place) {
        requirePlace(Manifests.refusalAs(DocumentFormat.JSON, document), place);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("yaml")
    void refusesYamlWithTheRuleAndThePlace(String name, String document, String place) {
        requirePlace(Manifests.refusal(document), place);
    }

    private static void requirePlace(UnreadableDocumentException problem, String place) {
        assertThat(problem.isTooLarge()).isFalse();
        assertThat(Manifests.places(problem.findings())).containsExactly(place);
        assertThat(problem.findings()).allSatisfy(it -> assertThat(it.hint()).isPresent());
        assertThat(problem.description()).startsWith("Line ");
    }

    @Test
    void refusesBytesThatAreNoText() {
        byte[] document = "{\"kind\":\n \"\u00e4?\"}".getBytes(StandardCharsets.UTF_8);
        document[document.length - 3] = (byte) 0xff;

        assertThat(Manifests.places(Manifests.refusal(document).findings())).containsExactly("not-utf-8  2:4");
    }

    @Test
    void refusesAnOverlongFormOfACharacter() {
        byte[] document = {'a', ':', ' ', (byte) 0xc0, (byte) 0xaf};

        assertThat(Manifests.places(Manifests.refusal(document).findings())).containsExactly("not-utf-8  1:4");
    }

    @Test
    void refusesATextThatEndsInTheMiddleOfACharacter() {
        byte[] document = {'a', ':', ' ', (byte) 0xe2, (byte) 0x82};

        assertThat(Manifests.places(Manifests.refusal(document).findings())).containsExactly("not-utf-8  1:4");
    }

    @Test
    void reportsEveryDuplicateAtOnce() {
        List<String> json =
                Manifests.places(Manifests.refusal("{\"a\": 1, \"a\": 2, \"b\": [{\"c\": 1, \"c\": 2, \"c\": 3}]}")
                        .findings());
        List<String> yaml = Manifests.places(
                Manifests.refusal("a: 1\na: 2\nb:\n- c: 1\n  c: 2\n  c: 3\n").findings());

        assertThat(json)
                .containsExactly(
                        "duplicate-field /a 1:10", "duplicate-field /b/0/c 1:33", "duplicate-field /b/0/c 1:41");
        assertThat(yaml)
                .containsExactly("duplicate-field /a 2:1", "duplicate-field /b/0/c 5:3", "duplicate-field /b/0/c 6:3");
    }

    @Test
    void reportsWhatWasFoundBeforeTheTextBreaksOff() {
        assertThat(Manifests.places(Manifests.refusal("{\"a\": 1, \"a\": 2, ").findings()))
                .containsExactly("duplicate-field /a 1:10", "truncated-document  1:18");
    }

    @Test
    void saysThatAVariableNeedsQuotes() {
        assertThat(Manifests.refusal("a: {{b}}\n").findings().getFirst().hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("\"{{b}}\"", "quotes"));
    }

    @Test
    void showsNoControlCharacterOfTheDocumentInAMessage() {
        UnreadableDocumentException problem = Manifests.refusal("{\"a\\n\\u001b\": 1, \"a\\n\\u001b\": 2}");

        assertThat(problem.description()).contains("'a??'").doesNotContain("\n", "\u001b");
    }

    @Test
    void countsTheColumnInCharactersAndNotInBytes() {
        assertThat(Manifests.places(Manifests.refusal("{\"\u00e4\ud83d\ude00\": 1, \"x\": 1, \"x\": 2}")
                        .findings()))
                .containsExactly("duplicate-field /x 1:19");
    }
}
