package io.tiphys.gateway.batch.sweep;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepExpansionTest {
    private static final int LIMIT = 10_000;

    @Test
    void changesTheLastParameterOfAGridFastest() {
        assertThat(rows("{'grid':{'a':[1,2],'b':['x','y']}}"))
                .containsExactly(
                        Map.of("a", "1", "b", "x"),
                        Map.of("a", "1", "b", "y"),
                        Map.of("a", "2", "b", "x"),
                        Map.of("a", "2", "b", "y"));
    }

    @Test
    void takesTheValuesOfAZipTogether() {
        assertThat(rows("{'zip':{'a':[1,2],'b':['x','y']}}"))
                .containsExactly(Map.of("a", "1", "b", "x"), Map.of("a", "2", "b", "y"));
    }

    @Test
    void readsTheSameRowsInEveryForm() {
        List<Map<String, String>> expected =
                List.of(Map.of("a", "1", "b", "x, y"), Map.of("a", "2.50", "b", "say \"z\""));

        assertThat(rows("{'rows':[{'a':1,'b':'x, y'},{'b':'say \\'z\\'','a':2.50}]}"))
                .isEqualTo(expected);
        assertThat(rows(new Sweep.Csv("\uFEFFa, b\r\n1,\"x, y\"\r\n\r\n2.50,\"say \"\"z\"\"\"\r\n")))
                .isEqualTo(expected);
        assertThat(rows(new Sweep.JsonLines("{\"a\":1,\"b\":\"x, y\"}\n\n{\"a\":2.50,\"b\":\"say \\\"z\\\"\"}")))
                .isEqualTo(expected);
    }

    @Test
    void writesAValueThatIsNoTextAsItsJson() {
        assertThat(rows("{'rows':[{'a':1e-3,'b':true,'c':[1, {'d':null}],'d':''}]}"))
                .containsExactly(Map.of("a", "1e-3", "b", "true", "c", "[1,{\"d\":null}]", "d", ""));
    }

    @Test
    void saysHowManyItemsATooLargeGridHasBeforeItExpandsIt() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int column = 0; column < 20; column++) {
            columns.put("p" + column, numbers(1_000));
        }

        Problem problem =
                problemOf(ErrorReason.REQUEST_TOO_LARGE, () -> SweepExpansion.of(new Sweep.Grid(columns), LIMIT));

        assertThat(problem.metadata()).containsEntry("limit", "10000").containsKey("count");
        columns.keySet().removeIf(name -> name.length() > 2 || name.compareTo("p2") > 0);
        assertThat(problemOf(ErrorReason.REQUEST_TOO_LARGE, () -> SweepExpansion.of(new Sweep.Grid(columns), LIMIT))
                        .detail())
                .contains("1000000000");
    }

    @Test
    void namesTheRowAndTheColumnOfEachMissingAndSuperfluousCell() {
        assertThat(pointers("{'rows':[{'a':1,'b':2},{'a':1},{'a':1,'b':2,'c':3}]}"))
                .containsExactly("/sweep/1/b", "/sweep/2/c");
        List<Violation> csv = violations(new Sweep.Csv("a,b\n1,2\n3\n4,5,6\n"));
        assertThat(csv).extracting(Violation::pointer).containsExactly("/sweep/1/b", "/sweep/2/3");
        assertThat(csv.getFirst().message()).contains("Row 1 (line 3)", "'b'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'grid':{'a':[1]},'zip':{'a':[1]}}",
                "{'grid':{}}",
                "{'grid':{'a':[]}}",
                "{'grid':{'a':'text'}}",
                "{'grid':{'':[1]}}",
                "{'grid':{'a':[null]}}",
                "{'zip':{'a':[1],'b':[1,2]}}",
                "{'rows':[]}",
                "{'rows':[{}]}",
                "{'rows':[1]}",
                "{'csv':''}",
                "{'csv':'a,b'}",
                "{'csv':'a,a\\n1,2'}",
                "{'csv':'a,\\n1,2'}",
                "{'csv':'a\\n\\'1'}",
                "{'csv':'a\\n\uFFFD'}",
                "{'csv':1}",
                "{'jsonl':'{\\'a\\':1}\\n[]'}",
                "{'jsonl':'{\\'a\\':1}\\n{\\'a\\':1,\\'a\\':2}'}",
                "{'other':1}"
            })
    void refusesWhatIsNoSweep(String sweep) {
        Problem problem = problemOf(ErrorReason.REQUEST_INVALID, () -> rows(sweep));

        assertThat(problem.violations()).isNotEmpty();
        assertThat(problem.detail()).contains("Nothing was created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void refusesATextThatWasReadAsUtf8AndIsNot(String encoding) throws UnsupportedEncodingException {
        String csv = new String("x\nÄrger\n".getBytes(encoding), StandardCharsets.UTF_8);
        String lines = new String("{\"x\":\"Ärger\"}".getBytes(encoding), StandardCharsets.UTF_8);

        assertThat(violations(new Sweep.Csv(csv)))
                .extracting(Violation::pointer)
                .containsExactly("/sweep/csv");
        assertThat(violations(new Sweep.JsonLines(lines)))
                .extracting(Violation::pointer)
                .containsExactly("/sweep/jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void refusesATextOfUtf16ThatWasReadAsAnotherEncoding(String encoding) throws UnsupportedEncodingException {
        for (Charset wrong : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            String csv = new String("x\n1\n".getBytes(encoding), wrong);
            String lines = new String("{\"x\":1}".getBytes(encoding), wrong);

            assertThat(violations(new Sweep.Csv(csv)))
                    .extracting(Violation::rule)
                    .containsExactly("sweep-encoding");
            assertThat(violations(new Sweep.JsonLines(lines)))
                    .extracting(Violation::rule)
                    .containsExactly("sweep-encoding");
        }
    }

    @Test
    void countsTheLinesOfATableAgainstTheLimit() {
        String lines = "a\n" + "1\n".repeat(11);

        problemOf(ErrorReason.REQUEST_TOO_LARGE, () -> SweepExpansion.of(new Sweep.Csv(lines), 10));
        problemOf(
                ErrorReason.REQUEST_TOO_LARGE,
                () -> SweepExpansion.of(new Sweep.JsonLines("{\"a\":1}\n".repeat(11)), 10));
    }

    /** A grid has the product of its sizes, each combination once, and each row is what nested loops would give. */
    @RepeatedTest(50)
    void expandsEveryGridToEachCombinationOnce() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, List<String>> columns = new LinkedHashMap<>();
        int wanted = 1 + random.nextInt(4);
        for (int column = 0; column < wanted; column++) {
            columns.put("p" + column, numbers(1 + random.nextInt(6)));
        }

        SweepRows rows = SweepExpansion.of(new Sweep.Grid(columns), LIMIT);

        List<List<String>> nested = List.of(List.of());
        for (List<String> values : columns.values()) {
            nested = nested.stream()
                    .flatMap(head -> values.stream().map(value -> {
                        List<String> longer = new ArrayList<>(head);
                        longer.add(value);
                        return longer;
                    }))
                    .map(List::copyOf)
                    .toList();
        }
        List<List<String>> expanded =
                IntStream.range(0, rows.count()).mapToObj(rows.values()).toList();
        Set<List<String>> distinct = new HashSet<>(expanded);
        assertThat(expanded).isEqualTo(nested);
        assertThat(distinct).hasSize(rows.count());
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static List<String> pointers(String sweep) {
        return violations(SweepReader.read(json(sweep))).stream()
                .map(Violation::pointer)
                .toList();
    }

    private static List<Violation> violations(Sweep sweep) {
        return problemOf(ErrorReason.REQUEST_INVALID, () -> rows(sweep)).violations();
    }

    private static List<Map<String, String>> rows(String sweep) {
        return rows(SweepReader.read(json(sweep)));
    }

    private static List<Map<String, String>> rows(Sweep sweep) {
        SweepRows rows = SweepExpansion.of(sweep, LIMIT);
        return IntStream.range(0, rows.count()).mapToObj(rows::row).toList();
    }

    private static byte[] json(String text) {
        return text.replace("\\'", "\\\"").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
