package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Holds our reader against SnakeYAML's own, which it stands in for. */
class YamlTextTest {
    private static final int DOCUMENTS = 3_000;

    @Test
    void leadsToTheSameEventsAtTheSamePlaces() {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        System.out.println("YamlTextTest: -Dtiphys.test.seed=" + seed);
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(random);
        for (int i = 0; i < DOCUMENTS; i++) {
            String document = new Yaml(documents.style()).dump(documents.content());
            String damaged = documents.damaged(document);
            String text = new String(
                    (random.nextBoolean() ? document : damaged).getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);

            assertThat(events(() -> new YamlText(text))).as(text).isEqualTo(events(() -> new StreamReader(text)));
        }
    }

    @Test
    void knowsEveryLineBreakOfYaml() {
        String text = "a: \"1\u0085 2\u2028 3\"\r\nb: 4\rc: 5\n\uFEFFd: \ud83d\ude00 # 6\n";

        assertThat(events(() -> new YamlText(text))).isEqualTo(events(() -> new StreamReader(text)));
    }

    private static List<String> events(java.util.function.Supplier<StreamReader> reader) {
        List<String> events = new ArrayList<>();
        try {
            Parser parser = new ParserImpl(reader.get(), new LoaderOptions());
            while (!parser.checkEvent(Event.ID.StreamEnd)) {
                Event event = parser.getEvent();
                events.add(event + " " + place(event));
            }
        } catch (YAMLException
                | NumberFormatException e) { // the latter for an escape without digits: a fault of SnakeYAML
            events.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return events;
    }

    private static String place(Event event) {
        return event.getStartMark() == null
                ? ""
                : event.getStartMark().getIndex() + " " + event.getStartMark().getLine() + ":"
                        + event.getStartMark().getColumn() + "-"
                        + event.getEndMark().getLine() + ":"
                        + event.getEndMark().getColumn();
    }
}
