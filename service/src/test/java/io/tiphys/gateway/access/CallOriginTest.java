package io.tiphys.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CallOriginTest {
    @Test
    void takesTheAddressesOfOneSiteForOne() throws UnknownHostException {
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
        assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
        assertThat(network("10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(network("::ffff:10.0.0.1")).isEqualTo("10.0.0.1");
    }

    private static String network(String address) throws UnknownHostException {
        return CallOrigin.network(InetAddress.getByName(address));
    }
}
