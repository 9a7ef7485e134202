package io.tiphys.gateway.argoproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.Problems;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single cases, byte by byte; {@code ArgoMessagesIT} holds the whole against Argo's own code. */
class ArgoMessagesTest {
    private static final String CREATE = "/workflow.WorkflowService/CreateWorkflow";
    private static final String SUBMIT = "/workflow.WorkflowService/SubmitWorkflow";
    private static final String RECEIVE = "/event.EventService/ReceiveEvent";
    private static final String SET_LIMIT = "/sync.SyncService/UpdateSyncLimit";

    @Test
    void knowsNoOtherMethods() {
        assertThat(ArgoMessages.requestJson("/workflow.WorkflowService/DropEverything", new byte[0]))
                .isEmpty();
        assertThat(ArgoMessages.requestJson("/artifact.ArtifactService/Load", new byte[0]))
                .isEmpty();
    }

    @Test
    void anEmptyMessageSaysNothing() {
        assertThat(json(CREATE, new byte[0])).hasToString("{}");
    }

    @Test
    void theLastOfTwoTextsCounts() {
        byte[] twice = new WireWriter().string(1, "first").string(1, "second").toBytes();
        byte[] emptied = new WireWriter().string(1, "first").string(1, "").toBytes();

        assertThat(json(CREATE, twice)).hasToString("{\"namespace\":\"second\"}");
        assertThat(json(CREATE, emptied)).hasToString("{}");
    }

    @Test
    void twoPartsOfAWorkflowAreOne() {
        byte[] named = workflow(
                new WireWriter().message(1, new WireWriter().string(1, "a").toBytes()));
        byte[] inNamespace = workflow(
                new WireWriter().message(1, new WireWriter().string(3, "b").toBytes()));

        assertThat(json(
                        CREATE,
                        new WireWriter()
                                .message(2, named)
                                .message(2, inNamespace)
                                .toBytes()))
                .hasToString("{\"workflow\":{\"metadata\":{\"name\":\"a\",\"namespace\":\"b\"}}}");
    }

    @Test
    void showsFieldsOfOlderReleases() {
        byte[] spec = new WireWriter().string(2, "* * * * *").toBytes();
        byte[] request = new WireWriter()
                .message(2, new WireWriter().message(2, spec).toBytes())
                .toBytes();

        assertThat(json("/cronworkflow.CronWorkflowService/CreateCronWorkflow", request)
                        .at("/cronWorkflow/spec/schedule"))
                .hasToString("\"* * * * *\"");
    }

    @Test
    void takesAnUnknownFieldThatIsEmptyAllThrough() {
        byte[] empty = new WireWriter().string(1, "").string(2, "").toBytes();

        assertThat(json(
                        CREATE,
                        new WireWriter().string(1, "a").message(99, empty).toBytes()))
                .hasToString("{\"namespace\":\"a\"}");
    }

    @Test
    void refusesAnUnknownFieldThatSaysSomething() {
        Problem problem = refused(
                CREATE,
                workflow(
                        2,
                        new WireWriter()
                                .message(2, new WireWriter().string(99, "x").toBytes())));

        assertThat(problem.detail()).contains("workflow.spec").contains("field 99");
        assertThat(problem.violations())
                .singleElement()
                .satisfies(violation -> assertThat(violation.pointer()).isEqualTo("workflow.spec"));
    }

    @Test
    void refusesWhatReadersReadDifferently() {
        refused(CREATE, hex("0a05")); // ends early
        refused(CREATE, hex("08" + "01")); // a number where a text belongs
        refused(CREATE, hex("0a01ff")); // not UTF-8
        refused(CREATE, hex("0b0c")); // a group
        refused(CREATE, hex("8a80808010" + "00")); // a tag of 33 bits
        refused(CREATE, hex("0200")); // field 0
        refused(CREATE, hex("0a" + "8180808010" + "61")); // a length of 33 bits
        refused(SET_LIMIT, hex("28" + "ffffffffffffffffffff01")); // a number of 11 bytes
        refused(SET_LIMIT, hex("28" + "ffffffffffffffffff81")); // it ends within the eleventh
    }

    @Test
    void cutsANumberOf32BitsAsGoDoes() {
        assertThat(json(SET_LIMIT, hex("28" + "ffffffffffffffffff01"))).hasToString("{\"limit\":-1}");
        assertThat(json(SET_LIMIT, hex("28" + "8580808010"))).hasToString("{\"limit\":5}");
    }

    @Test
    void refusesMessagesThatLieTooDeep() {
        byte[] steps = new byte[0];
        for (int depth = 0; depth < 200; depth++) { // a template in a step in a group of steps in a template
            byte[] step = new WireWriter().message(13, steps).toBytes();
            steps = new WireWriter()
                    .message(11, new WireWriter().message(1, step).toBytes())
                    .toBytes();
        }

        Problem problem = refused(
                CREATE,
                workflow(
                        2,
                        new WireWriter()
                                .message(2, new WireWriter().message(1, steps).toBytes())));

        assertThat(problem.detail()).contains("deep");
    }

    @Test
    void refusesMoreThanItCouldKeep() {
        byte[] templates = new byte[700_000]; // 350,000 templates of no content
        for (int index = 0; index < templates.length; index += 2) {
            templates[index] = 10;
        }

        assertThat(refused(CREATE, workflow(2, new WireWriter().message(2, templates)))
                        .detail())
                .contains("more than 300000 fields");
        Problems.problemOf(
                ErrorReason.REQUEST_TOO_LARGE,
                () -> ArgoMessages.requestJson(CREATE, new byte[ArgoMessages.LONGEST + 1]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "NaN",
                "'a'",
                "01",
                "tru",
                "1e99999999999",
                "[1e2147483647]",
                "1e-20000",
                "10e2147483647",
                "\"\\ud800",
                "[1,]"
            })
    void refusesAPayloadThatIsNotOneJsonValue(String payload) {
        assertThat(refused(RECEIVE, payload(payload)).detail()).contains("payload");
    }

    @Test
    void refusesAPayloadThatLiesTooDeep() {
        refused(RECEIVE, payload("[".repeat(100_000) + "]".repeat(100_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "\"\"",
                "false",
                "{}",
                "[]",
                "18446744073709551616",
                "1E+400",
                "-0.5",
                "{\"A\":1,\"a\":[null]}"
            })
    void aPayloadIsTheJsonThatItCarries(String payload) {
        assertThat(json(RECEIVE, payload(payload))).hasToString("{\"payload\":" + payload + "}");
    }

    @Test
    void aRequestWithoutAWorkflowGetsNone() {
        byte[] message = new WireWriter().string(1, "a").toBytes();

        assertThat(ArgoMessages.withMetadata(CREATE, message, json(CREATE, message), Map.of("a", "b"), Map.of()))
                .isEqualTo(message);
    }

    @Test
    void aSubmissionCannotCarryEveryLabel() {
        ObjectNode request = json(SUBMIT, new byte[0]);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ArgoMessages.withMetadata(SUBMIT, new byte[0], request, Map.of("a", "b,c=d"), Map.of()));
    }

    @Test
    void findsWhichWorkflowAnAnswerIsAbout() {
        byte[] metadata = new WireWriter()
                .string(1, "name")
                .string(2, "name-")
                .string(3, "there")
                .string(5, "uid")
                .string(6, "7")
                .map(11, Map.of("a", "b"))
                .toBytes();
        byte[] workflow = workflow(new WireWriter().message(99, new byte[3]).message(1, metadata));
        byte[] event = new WireWriter().string(1, "ADDED").message(2, workflow).toBytes();
        WorkflowMetadata expected = new WorkflowMetadata("there", "name", "uid", "7", Map.of("a", "b"));

        assertThat(WorkflowMetadata.ofWorkflow(workflow)).isEqualTo(expected);
        assertThat(WorkflowMetadata.ofWatchEvent(event)).isEqualTo(expected);
        Problems.problemOf(ErrorReason.ARGO_BROKEN, () -> WorkflowMetadata.ofWorkflow(hex("0a05")));
    }

    private static byte[] payload(String json) {
        return workflow(3, new WireWriter().string(1, json));
    }

    private static byte[] workflow(WireWriter content) {
        return content.toBytes();
    }

    private static byte[] workflow(int number, WireWriter content) {
        return new WireWriter().message(number, content.toBytes()).toBytes();
    }

    private static ObjectNode json(String method, byte[] message) {
        return ArgoMessages.requestJson(method, message).orElseThrow();
    }

    private static Problem refused(String method, byte[] message) {
        return Problems.problemOf(ErrorReason.REQUEST_INVALID, () -> ArgoMessages.requestJson(method, message));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
