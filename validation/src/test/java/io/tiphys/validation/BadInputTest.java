package io.tiphys.validation;

import static io.tiphys.validation.LargeDocuments.list;
import static io.tiphys.validation.LargeDocuments.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent: no exception, and a bounded time. */
class BadInputTest {
    /** On a machine that does nothing else a second of wall time is the goal; the time of the processor is that without others. */
    private static final long MOST_NANOSECONDS = 1_000_000_000L;

    private static final int FUZZED = Integer.getInteger("tiphys.test.fuzzed", 3_000);

    record Input(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Input> inputs() {
        return Stream.of(
                new Input("nesting", workflow("a", "[".repeat(10_000) + "]".repeat(10_000))),
                new Input(
                        "many templates",
                        workflow("t0", list(100_000, i -> "{\"name\":\"t" + i + "\",\"suspend\":{}}"))),
                new Input(
                        "templates within the limit",
                        workflow("t0", list(25_000, i -> "{\"name\":\"t" + i + "\",\"dag\":{}}"))),
                new Input("unnamed templates", workflow("t0", list(100_000, i -> "{}"))),
                new Input(
                        "chain of templates",
                        workflow(
                                "t0",
                                list(
                                        12_000,
                                        i -> "{\"name\":\"t" + i + "\",\"steps\":[[{\"name\":\"x\",\"template\":\"t"
                                                + (i + 1) + "\"}]]}"))),
                new Input(
                        "chain of templates with locks",
                        workflow(
                                "t0",
                                list(
                                        7_000,
                                        i -> "{\"name\":\"t" + i + "\",\"synchronization\":{\"mutexes\":[{\"name\":\"m"
                                                + i % 3_500 + "\"}]},\"steps\":[[{\"name\":\"x\",\"template\":\"t"
                                                + (i + 1) + "\"}]]}"))),
                new Input(
                        "long conditions",
                        workflow(
                                "t0",
                                "{\"name\":\"t0\",\"steps\":[["
                                        + list(
                                                200,
                                                i -> "{\"name\":\"x" + i + "\",\"template\":\"t0\",\"when\":\""
                                                        + "a-b.".repeat(900)
                                                        + "\",\"hooks\":{\"r\":{\"template\":\"t0\",\"expression\":\""
                                                        + "!(".repeat(450)
                                                        + "\"}}}")
                                        + "]]}")),
                new Input("chain of tasks", tasks(15_000, i -> i == 0 ? "" : "a" + (i - 1))),
                new Input("cycle of tasks", tasks(15_000, i -> "a" + (i + 1) % 15_000)),
                new Input("tasks that depend on all", tasks(900, i -> String.join("&&", all(Math.min(i, 150))))),
                new Input(
                        "tasks that ask for each other",
                        workflow(
                                "a",
                                "{\"name\":\"b\",\"suspend\":{}},{\"name\":\"a\","
                                        + "\"dag\":{\"tasks\":["
                                        + list(
                                                6_000,
                                                i -> "{\"name\":\"a" + i + "\",\"template\":\"b\",\"when\":\"{{tasks.a"
                                                        + (i + 1) + ".status}}\"}")
                                        + "]}}")),
                new Input(
                        "steps that nobody gives",
                        workflow(
                                "a",
                                "{\"name\":\"b\",\"suspend\":{}},{\"name\":\"a\",\"steps\":["
                                        + list(
                                                8_000,
                                                i -> "[{\"name\":\"s" + i + "\",\"template\":\"b\",\"when\":\"{{steps.x"
                                                        + i + ".id}}\"}]")
                                        + "]}")),
                new Input("open braces", workflow("{{".repeat(400_000), "{\"name\":\"a\",\"suspend\":{}}")),
                new Input(
                        "braces in a template",
                        workflow(
                                "a",
                                "{\"name\":\"a\",\"container\":{\"image\":\"i:1\",\"args\":[\""
                                        + "{{inputs.".repeat(90_000) + "\"]}}")),
                new Input("a long name", workflow("a", "{\"name\":\"" + "a-".repeat(500_000) + "!\",\"suspend\":{}}")),
                new Input("a long depends", tasks(2, i -> "a".repeat(400_000) + " " + "-.".repeat(50_000))),
                new Input(
                        "a huge number",
                        "{\"kind\":\"Workflow\",\"spec\":{\"parallelism\":1e999999999,\"priority\":" + "9".repeat(900)
                                + "}}"),
                new Input(
                        "a patch of patches",
                        workflow(
                                "a",
                                "{\"name\":\"a\",\"suspend\":{},\"podSpecPatch\":\"" + "{".repeat(500_000) + "\"}")),
                new Input(
                        "aliases",
                        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
                                + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"),
                new Input("many documents", "a: 1\n---\n".repeat(600_000)),
                new Input("NUL and half a character", "kind: Workflow\nspec: {entrypoint: \"\\0\\ud800\"}\n\0"),
                new Input(
                        "a manifest",
                        workflow(
                                "a",
                                "{\"name\":\"a\",\"resource\":{\"action\":\"create\",\"manifest\":\""
                                        + "{{=".repeat(150_000) + "\"}}")));
    }

    private static String[] all(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(i -> "a" + i).toArray(String[]::new);
    }

    private static String tasks(int count, java.util.function.IntFunction<String> depends) {
        return workflow(
                "a",
                "{\"name\":\"b\",\"suspend\":{}},{\"name\":\"a\",\"dag\":{\"tasks\":["
                        + list(
                                count,
                                i -> "{\"name\":\"a" + i + "\",\"template\":\"b\",\"depends\":\"" + depends.apply(i)
                                        + "\"}")
                        + "]}}");
    }

    private static List<Finding> lint(byte[] content) {
        SourceFile file = SourceFile.read("input", content, true);
        return new FileSet(List.of(file), RuleSettings.DEFAULT).lint(file);
    }

    static List<Finding> lint(String text) {
        return lint(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void isDoneWithAnyInputInASecond(Input input) {
        lint(input.text()); // what is loaded once is not measured
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        List<Finding> findings = lint(input.text());

        long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        System.out.printf("%s: %d ms, %d findings%n", input.name(), taken / 1_000_000, findings.size());
        assertThat(taken).isLessThan(MOST_NANOSECONDS);
    }

    /** The heap of the other process is all that it may take: document, tree and findings. */
    @Test
    void takesAHundredMegabytesForAnyInput() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx100m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        assertThat(told.lines().filter(line -> line.startsWith("done: "))).hasSize((int) inputs().count());
    }

    @Test
    void findsWordsForWhateverIsSent() {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        System.out.println("BadInputTest: -Dtiphys.test.seed=" + seed);
        Random random = new Random(seed);
        String base = LargeDocuments.dags(3, 4)
                .replace("\"suspend\":{}", "\"container\":{\"image\":\"i\",\"args\":[\"{{inputs.parameters.p}}\"]}");
        for (int i = 0; i < FUZZED; i++) {
            byte[] content = base.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(6); change >= 0; change--) {
                content = changed(content, random);
            }
            for (Finding finding : lint(content)) {
                assertThat(finding.message()).as("seed " + seed).isNotBlank();
            }
        }
    }

    private static byte[] changed(byte[] content, Random random) {
        byte[] pieces = "{}[]\":,\n-&*!|>%@`{{}}\0\u00e9 nulltrue1e9<<".getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(content.length);
        int length = Math.min(content.length - at, random.nextInt(12));
        byte[] copy = content.clone();
        switch (random.nextInt(3)) {
            case 0 -> copy[at] = pieces[random.nextInt(pieces.length)];
            case 1 -> System.arraycopy(content, random.nextInt(content.length - length + 1), copy, at, length);
            default -> {
                byte[] shorter = new byte[content.length - length + 1];
                System.arraycopy(content, 0, shorter, 0, at);
                System.arraycopy(content, at + length, shorter, at, content.length - at - length);
                shorter[shorter.length - 1] = '\n';
                return shorter;
            }
        }
        return copy;
    }
}
