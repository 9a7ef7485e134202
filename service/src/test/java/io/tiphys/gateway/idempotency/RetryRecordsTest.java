package io.tiphys.gateway.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.idempotency.document.DocumentFingerprint;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.idempotency.key.KeyDigest;
import io.tiphys.gateway.idempotency.key.KeyScope;
import io.tiphys.validation.document.reader.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryRecordsTest {
    private static final DocumentFingerprint REQUEST = DocumentFingerprint.ofFields(Map.of("a", "1"));
    private static final DocumentFingerprint OTHER = DocumentFingerprint.ofFields(Map.of("a", "2"));

    @Test
    void remembersARetryAndTellsWhoseItWas() {
        RetryRecords none = RetryRecords.in(Optional.empty());
        RetryRecords.Retry retry = retry("k", REQUEST, "11111111-");

        RetryRecords records = written(none.with(retry));

        assertThat(none.sight(retry)).isEqualTo(Sight.ABSENT);
        assertThat(records.sight(retry)).isEqualTo(Sight.OURS);
        assertThat(records.sight(retry("k", REQUEST, "22222222-"))).isEqualTo(Sight.DONE_BEFORE);
        assertThat(records.sight(retry("k", OTHER, "22222222-"))).isEqualTo(Sight.OTHER_REQUEST);
        assertThat(records.sight(retry("l", REQUEST, "22222222-"))).isEqualTo(Sight.ABSENT);
    }

    @Test
    void remembersTheLastSixteen() {
        RetryRecords records = RetryRecords.in(Optional.empty());
        for (int i = 0; i < 20; i++) {
            records = written(records.with(retry("k" + i, REQUEST, "11111111-")));
        }

        assertThat(records.sight(retry("k3", REQUEST, "11111111-"))).isEqualTo(Sight.ABSENT);
        assertThat(records.sight(retry("k4", REQUEST, "11111111-"))).isEqualTo(Sight.OURS);
        assertThat(records.sight(retry("k19", REQUEST, "11111111-"))).isEqualTo(Sight.OURS);
    }

    @Test
    void theRecordsOfAnotherWorkflowMeanNothing() {
        RetryRecords records = written(RetryRecords.in(Optional.empty()).with(retry("k", REQUEST, "11111111-")));
        RetryRecords.Retry elsewhere = RetryRecords.Retry.of(digest("k"), "other", REQUEST, "11111111-");

        assertThat(records.sight(elsewhere)).isEqualTo(Sight.ABSENT);
    }

    @Test
    void readsWhatSomebodyElseWroteAsNothing() {
        assertThat(written(RetryRecords.PARAMETER + "=a b.c  d.e.f.g .. ").sight(retry("k", REQUEST, "11111111-")))
                .isEqualTo(Sight.ABSENT);
    }

    private static RetryRecords.Retry retry(String key, DocumentFingerprint request, String call) {
        return RetryRecords.Retry.of(digest(key), "one", request, call);
    }

    private static KeyDigest digest(String key) {
        return new KeyScope("ada", "lab", "science").digest(IdempotencyKey.of("x", key));
    }

    private static RetryRecords written(String parameter) {
        int equals = parameter.indexOf('=');
        String document = "{\"spec\":{\"arguments\":{\"parameters\":[{\"name\":\"x\",\"value\":\"y\"},{\"name\":\""
                + parameter.substring(0, equals) + "\",\"value\":\"" + parameter.substring(equals + 1) + "\"}]}}}";
        return RetryRecords.in(new ManifestReader()
                .read(document.getBytes(StandardCharsets.UTF_8), Optional.empty())
                .root()
                .object("spec"));
    }
}
