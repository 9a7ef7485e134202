package io.tiphys.gateway.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    @Test
    void trustsTheConfiguredNetworksAlone() throws UnknownHostException {
        var trusted = TrustedProxies.of(List.of("10.0.0.7", "192.168.0.0/16"));

        assertThat(trusted.test(InetAddress.getByName("10.0.0.7"))).isTrue();
        assertThat(trusted.test(InetAddress.getByName("192.168.3.4"))).isTrue();
        assertThat(trusted.test(InetAddress.getByName("10.0.0.8"))).isFalse();
        assertThat(TrustedProxies.of(List.of()).test(InetAddress.getByName("10.0.0.7")))
                .isFalse();
    }

    @Test
    void namesThePropertyAndTheValueThatCannotBeRead() {
        assertThatThrownBy(() -> TrustedProxies.of(List.of("10.0.0.0/99")))
                .hasMessageContaining("tiphys.server.trusted-proxies")
                .hasMessageContaining("10.0.0.0/99");
    }
}
