package io.tiphys.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintCommandTest {
    private static final String FINE = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: fine-}
            spec:
              entrypoint: a
              activeDeadlineSeconds: 60
              ttlStrategy: {secondsAfterCompletion: 60}
              templates: [{name: a, container: {image: 'busybox:1.36'}}]
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return TiphysCommand.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    @Test
    void endsWithNothingWhereNothingIsWrong() throws IOException {
        assertThat(run(file("fine.yaml", FINE))).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("0 errors and 0 warnings in 1 file");
    }

    @Test
    void printsLikeACompilerWithTheLineOfTheFile() throws IOException {
        String file = file("two.yaml", FINE + "---\n" + FINE.replace("entrypoint: a", "entrypoint: b"));

        assertThat(run(file)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith(file + ":14:15: error[template-undefined] spec.entrypoint: template name 'b' undefined");
    }

    @Test
    void looksUpReferencesAmongTheFiles() throws IOException {
        file(
                "template.yaml",
                FINE.replace("Workflow", "WorkflowTemplate").replace("generateName: fine-", "name: shared"));
        file("user.yaml", """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: user-}
                spec: {workflowTemplateRef: {name: shared}}
                """);

        assertThat(run(directory.toString())).isZero();
        assertThat(run(directory.resolve("user.yaml").toString())).isEqualTo(1);
    }

    @Test
    void aWarningIsNoErrorUntilItIsRaised() throws IOException {
        String file = file("latest.yaml", FINE.replace(":1.36", ":latest"));

        assertThat(run(file)).isZero();
        assertThat(run("--rule", "latest-image=error", file)).isEqualTo(1);
        assertThat(run("--rule", "latest-image=off", file)).isZero();
    }

    @Test
    void printsForMachines() throws IOException {
        String file = file("bad.yaml", FINE.replace("entrypoint: a", "entrypoint: \"<\""));

        assertThat(run("-o", "json", file)).isEqualTo(1);
        assertThat(run("-o", "sarif", file)).isEqualTo(1);
        assertThat(run("-o", "junit", file)).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "\"rule\" : \"template-undefined\"", "\"version\" : \"2.1.0\"", "<failure message=\"1 error\">")
                .doesNotContain("called '<'.</failure>");
    }

    @Test
    void saysWhatItDoesNotKnow() throws IOException {
        String file = file("fine.yaml", FINE);

        assertThat(run("--rule", "no-tll=off", file)).isEqualTo(2);
        assertThat(run("--output", "xml", file)).isEqualTo(2);
        assertThat(run("--color", "sometimes", file)).isEqualTo(2);
        assertThat(run("--argo-version", "2.0", file)).isEqualTo(2);
        assertThat(run("--loud", file)).isEqualTo(2);
        assertThat(err.toString()).contains("'no-tll'", "'xml'", "'sometimes'", "'2.0'", "--loud");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void judgesByTheFieldsOfTheVersionThatIsAskedFor() throws IOException {
        String file = file(
                "mutex.yaml", FINE.replace("entrypoint: a", "entrypoint: a\n  synchronization: {mutex: {name: one}}"));

        assertThat(run(file)).isEqualTo(1);
        assertThat(run("--argo-version", "v3.7.2", file)).isZero();
        assertThat(run("--argo-version", "4.0", file)).isEqualTo(1);
    }

    @Test
    void namesTheVersionOfItsModule() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(Path.of("pom.xml")));

        assertThat(run("--version")).isZero();
        assertThat(version.find()).isTrue();
        assertThat(out.toString().strip()).isEqualTo("tiphys-lint " + version.group(1));
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("tiphys-lint [OPTIONS] FILE...", "--argo-version", "Exit codes");
        assertThat(run()).isEqualTo(2);
        assertThat(run("lynt")).isEqualTo(2);
    }

    @Test
    void endsWithTwoWhenTheCommandCannotBeDone() {
        assertThat(run(directory.resolve("absent.yaml").toString())).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--rule", "no-ttl=loud", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("absent.yaml");
    }

    @Test
    void printsTheCommandsOfGitHubActions() throws IOException {
        String file = file(
                "a,b.yaml", FINE.replace("entrypoint: a", "entrypoint: \"50%\"").replace(":1.36", ":latest"));

        assertThat(run("-o", "github", file)).isEqualTo(1);
        assertThat(out.toString().lines())
                .anySatisfy(
                        line -> assertThat(line)
                                .startsWith(
                                        "::error file=" + file.replace(",", "%2C")
                                                + ",line=5,col=15,title=template-undefined::spec.entrypoint: template name '50%25' undefined"))
                .anySatisfy(line -> assertThat(line).startsWith("::warning file="))
                .allSatisfy(line -> assertThat(line).matches("::(error|warning) file=[^:]+,title=[a-z-]+::.+"));
    }

    @Test
    void writesPathsAsUris() throws IOException {
        Files.createDirectories(directory.resolve("a b"));
        String file = file("a b/ü#1%.yaml", FINE.replace("entrypoint: a", "entrypoint: b"));

        assertThat(run("-o", "sarif", file)).isEqualTo(1);
        assertThat(out.toString()).contains("a%20b/%C3%BC%231%25.yaml\"");
    }

    @ParameterizedTest
    @CsvSource({"*.yaml,1", "**/*.yaml,2", "**/b.yaml,1", "'{a,c}.yaml',1", "**,2", "sub/*.yaml,1", "s?b/[a-c].yaml,1"})
    void takesAPatternThatTheShellLeavesAlone(String pattern, int files) throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        file("a.yaml", FINE);
        file("sub/b.yaml", FINE);
        file("notes.md", "apiVersion: argoproj.io/v1alpha1\n\tnothing");

        assertThat(run(directory + "/" + pattern)).isZero();
        assertThat(out.toString()).contains("in " + files + (files == 1 ? " file" : " files"));
    }

    @Test
    void saysThatAPatternMatchesNothing() {
        assertThat(run(directory + "/**/*.yml")).isEqualTo(2);
        assertThat(err.toString()).contains("No file matches", "**/*.yml");
    }

    @Test
    void looksAtTheOthersWhenOneFileCannotBeRead() throws IOException {
        String wrong = file("wrong.yaml", FINE.replace("entrypoint: a", "entrypoint: b"));

        assertThat(run(directory.resolve("absent.yaml").toString(), wrong)).isEqualTo(2);
        assertThat(err.toString()).contains("absent.yaml");
        assertThat(out.toString()).contains("[template-undefined]");
    }

    @Test
    void readsTheStandardInput() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(
                FINE.replace("entrypoint: a", "entrypoint: b").getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("-")).isEqualTo(1);
        } finally {
            System.setIn(before);
        }
        assertThat(out.toString()).startsWith("-:5:15: error[template-undefined]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void findsTheOneBadDocumentAmongAHundredOfManyKinds(String lineEnd) throws IOException {
        StringBuilder rendered = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            rendered.append("---\n# Source: chart/templates/").append(i).append(".yaml\n");
            rendered.append(
                    i % 3 == 0
                            ? "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {entrypoint: nowhere}\n"
                            : i == 50 ? FINE.replace("entrypoint: a", "entrypoint: b") : FINE);
        }
        String file = file("rendered.yaml", rendered.toString().replace("\n", lineEnd));
        long line =
                rendered.substring(0, rendered.indexOf("entrypoint: b")).lines().count();

        assertThat(run(file)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith(file + ":" + line + ":15: error[template-undefined]")
                .contains("1 error and 0 warnings in 1 file");
    }

    @Test
    void aDocumentThatCannotBeReadHidesNoOther() throws IOException {
        String file = file("mixed.yaml", FINE + "---\nkind: [\n---\n" + FINE.replace("entrypoint: a", "entrypoint: b"));

        assertThat(run(file)).isEqualTo(1);
        assertThat(out.toString()).contains("2 errors").contains("[template-undefined]");
    }
}
