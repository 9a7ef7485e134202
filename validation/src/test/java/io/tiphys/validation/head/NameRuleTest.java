package io.tiphys.validation.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
    private static List<String> check(String metadata) {
        return Manifests.places(
                "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n" + metadata + "\nspec: {entrypoint: a}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a-b.c0",
                "0a",
                "a.b",
                "a--b",
                "sixty-three-characters-is-what-a-label-takes-and-so-does-a-name-"
            })
    void takesANameThatKubernetesTakes(String name) {
        String valid = name.length() > 60 ? name.substring(0, 62) + "x" : name;

        assertThat(check("metadata: {name: \"" + valid + "\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a_b", "-a", "a-", ".a", "a.", "a..b", "a.-b", "a b", "\u00e4", "a/b", "{{x}}"})
    void refusesANameThatKubernetesRefuses(String name) {
        assertThat(check("metadata: {name: \"" + name + "\"}")).containsExactly("name /metadata/name 3:18");
    }

    @Test
    void refusesANameOfMoreThan63Characters() {
        assertThat(check("metadata: {name: " + "a".repeat(63) + "}")).isEmpty();
        assertThat(check("metadata: {name: " + "a".repeat(64) + "}")).containsExactly("name /metadata/name 3:18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "a.b-", "0-"})
    void takesAPrefixThatANameCanBeginWith(String prefix) {
        assertThat(check("metadata: {generateName: \"" + prefix + "\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "A-", "a_", "-a-", "a.", "a b-"})
    void refusesAPrefixThatNoNameCanBeginWith(String prefix) {
        assertThat(check("metadata: {generateName: \"" + prefix + "\"}"))
                .containsExactly("name /metadata/generateName 3:26");
    }

    @Test
    void leavesRoomForTheRandomPartOfAName() {
        assertThat(check("metadata: {generateName: " + "a".repeat(58) + "}")).isEmpty();
        assertThat(check("metadata: {generateName: " + "a".repeat(59) + "}"))
                .containsExactly("name /metadata/generateName 3:26");
    }

    @Test
    void asksForOneOfTheTwo() {
        assertThat(check("metadata: {}")).containsExactly("name /metadata/name 3:11");
        assertThat(check("metadata: {name: ''}")).containsExactly("name /metadata/name 3:11");
        assertThat(check("")).containsExactly("name /metadata 1:1");
        assertThat(check("metadata:")).containsExactly("name /metadata 1:1");
    }

    @Test
    void checksBothWhenBothAreThere() {
        assertThat(check("metadata: {name: a, generateName: B}")).containsExactly("name /metadata/generateName 3:35");
    }

    @Test
    void isDoneWithAMillionCharactersAtOnce() {
        List<Finding> violations = Manifests.validate(
                "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: " + "a-.".repeat(300_000)
                        + "}\nspec: {}\n",
                "*");

        assertThat(violations).hasSize(1);
        assertThat(violations.getFirst().message()).contains("900000");
    }
}
