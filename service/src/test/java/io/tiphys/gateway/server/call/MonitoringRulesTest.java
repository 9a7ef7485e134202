package io.tiphys.gateway.server.call;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.client.WebClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.CheckedInFiles;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The chart's alerts and dashboard ask for what a running gateway exposes. */
final class MonitoringRulesTest {
    private static final String CHART = "manifests/helm/tiphys/files/";
    private static final String RECORDED = "tiphys:";

    /** Labels that the scraper adds. */
    private static final Set<String> SCRAPED = Set.of("namespace", "service", "pod", "instance");

    private static final Pattern SELECTOR = Pattern.compile("([a-z_:][a-z0-9_:]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(?:=~|!=|=)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern SERIES = Pattern.compile("^([a-z_0-9]+)(?:\\{(.*)})? ", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private static RunningGateway gateway;
    private static Map<String, Set<String>> exposed;

    @BeforeAll
    static void scrape() {
        gateway = RunningGateway.inFrontOf(9, Map.of("tiphys.tracing.endpoint", "http://127.0.0.1:9"));
        WebClient.of("http://127.0.0.1:" + gateway.port())
                .get("/v1/environments")
                .aggregate()
                .join();
        PrometheusMeterRegistry metrics = gateway.beans().getBean(PrometheusMeterRegistry.class);
        System.gc();
        Until.until("a pause is exposed", () -> metrics.scrape().contains("jvm_gc_pause_seconds_sum"));
        exposed = new HashMap<>();
        SERIES.matcher(metrics.scrape())
                .results()
                .forEach(series -> exposed.computeIfAbsent(series.group(1), name -> new HashSet<>())
                        .addAll(names(LABEL, series.group(2) == null ? "" : series.group(2))));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static List<String> expressions() throws IOException {
        JsonMapper json = new JsonMapper();
        JsonNode rules = json.valueToTree(new Yaml().<List<Object>>load(text("alerts.yaml")));
        JsonNode dashboard = json.readTree(text("dashboard.json"));
        return Stream.concat(
                        rules.findValues("expr").stream(),
                        dashboard.findValues("targets").stream()
                                .flatMap(targets -> targets.findValues("expr").stream()))
                .map(JsonNode::asText)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void asksForMetricsAndLabelsThatTheGatewayExposes(String expression) {
        Set<String> known = new TreeSet<>(SCRAPED);
        List<MatchResult> selectors = SELECTOR.matcher(expression).results().toList();
        assertThat(selectors).isNotEmpty();
        for (MatchResult selector : selectors) {
            String metric = metric(selector.group(1));
            assertThat(exposed).containsKey(metric);
            assertThat(exposed.get(metric)).as(metric).containsAll(own(names(MATCHER, selector.group(2))));
            known.addAll(exposed.get(metric));
        }
        GROUPING.matcher(expression)
                .results()
                .forEach(grouping -> assertThat(known)
                        .containsAll(Arrays.asList(grouping.group(1).split(", "))));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void namesOutcomesThatExist(String expression) {
        Set<String> outcomes =
                Arrays.stream(ErrorReason.values()).map(Enum::name).collect(toSet());
        outcomes.addAll(Set.of("OK", "failed", "dropped"));
        MATCHER.matcher(expression)
                .results()
                .filter(matcher -> matcher.group(1).equals("outcome"))
                .forEach(matcher ->
                        assertThat(outcomes).contains(matcher.group(2).split("\\|")));
    }

    /** The recorded rule has the labels of the calls that it is made of. */
    private static String metric(String name) {
        return name.startsWith(RECORDED) ? "tiphys_calls_seconds_count" : name;
    }

    private static Set<String> own(Set<String> labels) {
        labels.removeAll(SCRAPED);
        return labels;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).collect(toSet());
    }

    private static String text(String file) throws IOException {
        return Files.readString(CheckedInFiles.path(CHART + file));
    }
}
