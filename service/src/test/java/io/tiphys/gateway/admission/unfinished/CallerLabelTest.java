package io.tiphys.gateway.admission.unfinished;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.credentials.BearerToken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CallerLabelTest {
    /** A gateway counts the workflows that a gateway of another version labelled. */
    @Test
    void theValueStaysTheSameForever() {
        KubernetesIdentity ada = new KubernetesIdentity("ada", "", List.of(), Map.of());

        assertThat(CallerLabel.of(new Caller(ada, BearerToken.of("any"))))
                .isEqualTo("a13339cb3255d2cbe9de7bb5809682d3");
    }
}
