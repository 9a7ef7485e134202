package io.tiphys.gateway.argo.payload;

import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.payload.HubEvent.Sight;
import io.tiphys.gateway.argoproto.pruning.FieldsCleaner;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.WatchEvent;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which readers receive events: the Argo Server's own bytes, or the core's change. Each form is made once for
 * all readers.
 */
public final class EventForms {
    private static final JsonWatchPayloads JSON = new JsonWatchPayloads();

    private EventForms() {}

    private record EventKey(Sight sight, long version, Optional<String> fields) {}

    private record ChangeKey(Sight sight, long version) {}

    /**
     * The Argo Server's bytes.
     *
     * @param fields the wanted parts of the object; empty for all
     */
    public static ReaderForm<WatchEvent> events(WatchPayloads payloads, Optional<String> fields) {
        Optional<FieldsCleaner> cleaner = fields.map(FieldsCleaner::new);
        return (object, sight, version) -> {
            String type = sight.name();
            boolean asItCame = type.equals(object.type()) && version == object.version();
            byte[] payload = asItCame && fields.isEmpty()
                    ? object.payload()
                    : object.form(new EventKey(sight, version, fields), bytes -> {
                        byte[] changed = asItCame ? bytes : payloads.changed(bytes, type, version);
                        return cleaner.map(some -> payloads.pruned(changed, some))
                                .orElse(changed);
                    });
            return new WatchEvent(type, Long.toString(version), payload);
        };
    }

    /** The core's change. */
    public static ReaderForm<WorkflowChange> changes() {
        ReaderForm<WatchEvent> events = events(JSON, Optional.empty());
        return (object, sight, version) -> object.form(
                new ChangeKey(sight, version),
                bytes -> change(events.of(object, sight, version).payload()));
    }

    private static WorkflowChange change(byte[] payload) {
        try {
            return StreamFormats.CHANGES.reader().read(payload).orElseThrow(() -> nothing(null));
        } catch (IOException e) {
            throw nothing(e);
        }
    }

    private static GatewayException nothing(@Nullable IOException cause) {
        return ExchangeFailures.incomprehensible(cause == null ? new IOException("no change of a workflow") : cause);
    }
}
