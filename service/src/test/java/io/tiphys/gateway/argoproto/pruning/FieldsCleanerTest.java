package io.tiphys.gateway.argoproto.pruning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tiphys.gateway.argoproto.JsonComparison;
import io.tiphys.gateway.argoproto.RandomFields;
import io.tiphys.gateway.argoproto.RandomMessages;
import io.tiphys.gateway.argoproto.wire.MessageReader;
import io.tiphys.gateway.argoproto.wire.MessageTable;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.WireReader;
import io.tiphys.gateway.argoproto.wire.WireWriter;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is left out of protobuf and of JSON is the same; {@code FieldsCleanerIT} holds it against Argo's own code. */
class FieldsCleanerTest {
    private static final int WORKFLOWS = 300;
    private static final MessageType WORKFLOW = MessageTable.argo40().message("workflow/v1alpha1.Workflow");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void leavesOutOfProtobufWhatItLeavesOutOfJson() throws IOException {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        System.out.println("FieldsCleanerTest: -Dtiphys.test.seed=" + seed);
        Random random = new Random(seed);
        RandomMessages messages = new RandomMessages(random);
        RandomFields fields = new RandomFields(random);
        for (int one = 0; one < WORKFLOWS; one++) {
            byte[] workflow = messages.next(WORKFLOW);
            String chosen = fields.next();

            JsonNode cleaned = json(object(new FieldsCleaner(chosen).cleanProtobuf(event(workflow))));

            assertThat(JsonComparison.differencesButForEmptyOnes(cleaned, cleanedJson(chosen, json(workflow))))
                    .as("%s of number %d with seed %d", chosen, one, seed)
                    .isEmpty();
        }
    }

    /** Go writes what is no pointer, list or map always, and a client may ask whether it is there. */
    @Test
    void whatIsLeftOutIsEmptyWhereGoWritesIt() {
        byte[] metadata = new WireWriter()
                .string(1, "name")
                .string(3, "science")
                .number(7, 4)
                .number(10, 30) // a pointer
                .map(11, Map.of("a", "b"))
                .toBytes();

        assertThat(object(new FieldsCleaner("metadata.name")
                        .cleanProtobuf(
                                event(new WireWriter().message(1, metadata).toBytes()))))
                .isEqualTo(new WireWriter()
                        .message(
                                1,
                                new WireWriter()
                                        .string(1, "name")
                                        .string(3, "")
                                        .number(7, 0)
                                        .toBytes())
                        .toBytes());
    }

    @Test
    void theTypeOfTheEventStays() {
        assertThat(new FieldsCleaner("result.object.spec").cleanProtobuf(event(new byte[0])))
                .isEqualTo(event(new byte[0]));
    }

    /** A field of a later release: nobody here knows whether it was named. */
    @Test
    void unknownFieldsStayUnlessOthersAreNamed() {
        byte[] later = new WireWriter().string(99, "later").toBytes();

        assertThat(new FieldsCleaner("-metadata").cleanProtobuf(event(later))).isEqualTo(event(later));
        assertThat(new FieldsCleaner("metadata").cleanProtobuf(event(later))).isEqualTo(event(new byte[0]));
    }

    @Test
    void refusesWhatIsNoEvent() {
        byte[] event = event(new WireWriter().string(1, "metadata").toBytes());

        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(
                        () -> new FieldsCleaner("metadata.name").cleanProtobuf(Arrays.copyOf(event, event.length - 1)))
                .matches(e -> e.problem().reason() == ErrorReason.ARGO_BROKEN);
    }

    private static byte[] event(byte[] workflow) {
        return new WireWriter().string(1, "MODIFIED").message(2, workflow).toBytes();
    }

    private static byte[] object(byte[] event) {
        WireReader in = new WireReader(event);
        in.tag();
        assertThat(in.string()).isEqualTo("MODIFIED");
        in.tag();
        return in.bytes();
    }

    private static JsonNode json(byte[] workflow) {
        return new MessageReader().read(WORKFLOW, new WireReader(workflow));
    }

    /** The paths of the HTTP side begin in the whole message. */
    private static JsonNode cleanedJson(String fields, JsonNode workflow) throws IOException {
        String prefix = "result.object.";
        String inMessage = Arrays.stream((fields.startsWith("-") ? fields.substring(1) : fields).split(",", -1))
                .map(path -> path.startsWith(prefix) ? path : prefix + path)
                .collect(joining(",", fields.startsWith("-") ? "-" : "", ""));
        byte[] message = ("{\"object\":" + workflow + "}").getBytes(UTF_8);
        return JSON.readTree(new FieldsCleaner(inMessage).cleanJson(message)).path("object");
    }
}
