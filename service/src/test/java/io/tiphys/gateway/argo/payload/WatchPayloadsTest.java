package io.tiphys.gateway.argo.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.gateway.argo.payload.UpstreamEvent.Changed;
import io.tiphys.gateway.argo.payload.UpstreamEvent.Progress;
import io.tiphys.gateway.argoproto.pruning.FieldsCleaner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchPayloadsTest {
    private static final String EVENT = """
            {"type":"MODIFIED","object":{"metadata":{"name":"one","namespace":"science","uid":"u","resourceVersion":"17",\
            "labels":{"a":"b","c/d":"é\\u003c"},"generation":3},"spec":{"entrypoint":"main","templates":[{"name":"a","x":1},\
            {"name":"b","x":2}]},"status":{"phase":"Running","nodes":{"n":{"id":"n","t":true}},"count":-1.50}}}""";

    private final JsonWatchPayloads payloads = new JsonWatchPayloads();

    @Test
    void readsWhatSelectorsAskFor() throws IOException {
        WatchedObject object = ((Changed) payloads.read(bytes(EVENT)).orElseThrow()).object();

        assertThat(object.type()).isEqualTo("MODIFIED");
        assertThat(object.key()).isEqualTo("science/one");
        assertThat(object.version()).isEqualTo(17);
        assertThat(object.labels()).isEqualTo(Map.of("a", "b", "c/d", "é<"));
        assertThat(object.payload()).isEqualTo(bytes(EVENT));
    }

    @Test
    void readsHowFarAWatchHasCome() throws IOException {
        String bookmark = "{\"type\":\"BOOKMARK\",\"object\":{\"metadata\":{\"resourceVersion\":\"9\"%s},\"spec\":{}}}";

        assertThat(payloads.read(bytes(bookmark.formatted("")))).contains(new Progress(9, false));
        assertThat(payloads.read(
                        bytes(bookmark.formatted(",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}"))))
                .contains(new Progress(9, true));
    }

    @Test
    void refusesAVersionThatIsNoNumber() {
        assertThatThrownBy(() -> payloads.read(bytes(EVENT.replace("\"17\"", "\"x\""))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void changesTypeAndVersionAndNothingElse() {
        assertThat(text(payloads.changed(bytes(EVENT), "DELETED", 1234)))
                .isEqualTo(EVENT.replace("MODIFIED", "DELETED").replace("\"17\"", "\"1234\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "metadata.name | {}",
                "result.type,result.object.metadata.name | {^object^:{^metadata^:{^name^:^one^}},^type^:^MODIFIED^}",
                "result.object.metadata.name,result.object.status.phase | {^object^:{^metadata^:{^name^:^one^},^status^:{^phase^:^Running^}}}",
                "result.object.metadata.namespace | {^object^:{^metadata^:{^name^:^one^,^namespace^:^science^}}}",
                "result.object.spec.templates.name | {^object^:{^spec^:{^templates^:[{^name^:^a^},{^name^:^b^}]}}}",
                "result.object.status | {^object^:{^status^:{^count^:-1.50,^nodes^:{^n^:{^id^:^n^,^t^:true}},^phase^:^Running^}}}",
                "result.object.status.count | {^object^:{^status^:{^count^:-1.50}}}",
                "result.object.status.nodes | {^object^:{^status^:{^nodes^:{^n^:{^id^:^n^,^t^:true}}}}}",
                "-result.object.metadata,spec,result.object.status.nodes | {^object^:{^status^:{^count^:-1.50,^phase^:^Running^}},^type^:^MODIFIED^}",
                "-spec.templates.x,metadata,status,result.type | {^object^:{^spec^:{^entrypoint^:^main^,^templates^:[{^name^:^a^},{^name^:^b^}]}}}"
            })
    void prunesByTheRulesOfArgo(String fields, String message) {
        assertThat(text(payloads.pruned(bytes(EVENT), new FieldsCleaner(fields))))
                .isEqualTo(message.replace('^', '"'));
    }

    @Test
    void aFormIsMadeOnceForAllReaders() throws IOException {
        WatchedObject object = ((Changed) payloads.read(bytes(EVENT)).orElseThrow()).object();
        var form = EventForms.events(payloads, Optional.of("result.object.metadata.name"));
        var other = EventForms.events(payloads, Optional.of("result.object.metadata.name"));

        assertThat(form.of(object, HubEvent.Sight.ADDED, 17).payload())
                .isSameAs(other.of(object, HubEvent.Sight.ADDED, 17).payload());
        assertThat(EventForms.events(payloads, Optional.empty())
                        .of(object, HubEvent.Sight.MODIFIED, 17)
                        .payload())
                .isSameAs(object.payload());
    }

    @Test
    void aCompactObjectSaysTheSame() throws IOException {
        WatchedObject object = ((Changed) payloads.read(bytes(EVENT)).orElseThrow()).object();
        object.compact();

        assertThat(object.payload()).isEqualTo(bytes(EVENT));
        assertThat(object.weight()).isLessThan(EVENT.length());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
