package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.Flags;
import org.junit.jupiter.api.Test;

/** The library finds the settings by a file that nothing else in the code names. */
final class TransportFlagsTest {
    @Test
    void areFoundByTheLibrary() {
        assertThat(Flags.defaultHttp1ConnectionCloseDelayMillis())
                .isEqualTo(new TransportFlags().defaultHttp1ConnectionCloseDelayMillis());
    }
}
