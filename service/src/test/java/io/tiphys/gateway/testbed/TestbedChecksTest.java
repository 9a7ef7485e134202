package io.tiphys.gateway.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code testbed/up} repairs what its checks find: the check of every component of the testbed can fail. */
@Timeout(60)
final class TestbedChecksTest {
    /** All components at once, as {@code testbed/up} asks them, on one port instead of their own. */
    private static final String CHECK_ALL = """
            set -euo pipefail
            source "$1/lib/common.sh"
            source "$1/lib/cluster.sh"
            locate_builds
            no_pods=
            for variable in $(compgen -v | grep '_port$'); do printf -v "$variable" %s "$2"; done
            kubernetes_url=https://127.0.0.1:$2
            for name in $(members); do
              { if "check_${name//-/_}"; then echo "$name is well"; else echo "$name is not well"; fi; } &
            done
            wait
            """;

    private static final List<String> NONE_IS_WELL = List.of(
            "etcd is not well",
            "kube-apiserver is not well",
            "kube-controller-manager is not well",
            "kube-scheduler is not well",
            "versitygw is not well",
            "argo is not well",
            "workflow-controller is not well",
            "containerd is not well",
            "kubelet is not well");

    @TempDir
    private Path cache;

    @Test
    void failWhereNothingListens() throws Exception {
        int closed;
        try (ServerSocket socket = listening()) {
            closed = socket.getLocalPort();
        }

        assertThat(checked(closed)).containsExactlyInAnyOrderElementsOf(NONE_IS_WELL);
    }

    @Test
    void failForComponentsThatDoNotAnswer() throws Exception {
        try (ServerSocket silent = listening()) {
            assertThat(checked(silent.getLocalPort())).containsExactlyInAnyOrderElementsOf(NONE_IS_WELL);
        }
    }

    @Test
    void failForComponentsThatAnswerThatTheyAreUnavailable() throws Exception {
        assertThat(checkedWithAnswer(503)).containsExactlyInAnyOrderElementsOf(NONE_IS_WELL);
    }

    @Test
    void passForAControllerThatTellsOfAnUnattendedWorkflow() throws Exception {
        assertThat(checkedWithAnswer(500)).contains("workflow-controller is well", "argo is not well");
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private List<String> checkedWithAnswer(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            return checked(server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    private List<String> checked(int port) throws Exception {
        ProcessBuilder shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        CHECK_ALL,
                        "checks",
                        Checkout.path("testbed").toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        shell.environment().put("TIPHYS_CACHE", cache.toString());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.lines().toList();
    }
}
