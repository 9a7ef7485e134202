package io.tiphys.gateway.grpc.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StatusChangesTest {
    private final Queue<ServingStatus> statuses = new ArrayDeque<>(List.of(
            ServingStatus.SERVING, ServingStatus.SERVING, ServingStatus.NOT_SERVING, ServingStatus.NOT_SERVING));
    private final StatusChanges changes = new StatusChanges(this::status);

    @Test
    void tellsTheFirstStatusAndThenOnlyAnotherOne() {
        assertThat(changes.next(Duration.ofMillis(1))).isEqualTo(new Item<>(ServingStatus.SERVING));
        assertThat(changes.next(Duration.ofMillis(1))).isEqualTo(new Item<>(ServingStatus.NOT_SERVING));
        assertThat(changes.next(Duration.ofMillis(1))).isEqualTo(new End<>());
        assertThat(statuses).isEmpty();
    }

    private ServingStatus status() {
        ServingStatus status = statuses.remove();
        if (statuses.isEmpty()) {
            changes.close();
        }
        return status;
    }
}
