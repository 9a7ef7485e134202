package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that lends the account of a namespace to the scientist, with a namespace for each client that is tried: the
 * scientist has all rights itself, so everything is to be as it is straight at the Argo Server, but for whose name the
 * Argo Server writes down. Shared by all tests of a JVM; thread-safe.
 */
final class DelegatingArgoApi {
    /** Whoever needs a namespace of its own takes one by its number. */
    static final int GRPC_COMMAND_LINE = 0;

    static final int HTTP_COMMAND_LINE = 1;
    static final int PYTHON = 2;
    private static final int NAMESPACES = 3;

    private static @Nullable List<DelegatingArgoApi> both;

    private final ArgoApiUnderTest face;
    private final List<TestNamespace> namespaces;

    private DelegatingArgoApi(ArgoApiUnderTest face, List<TestNamespace> namespaces) {
        this.face = face;
        this.namespaces = namespaces;
    }

    /** One for each way to an account's token; made by the first test that asks. */
    static synchronized List<DelegatingArgoApi> both() {
        List<DelegatingArgoApi> made = both;
        if (made == null) {
            made = List.of(
                    start("token-request", EnvironmentSettings::tokenRequest, GatewayAccount::forTokenRequest),
                    start(
                            "service-account-secret",
                            EnvironmentSettings::serviceAccountSecret,
                            GatewayAccount::forServiceAccountSecret));
            both = made;
        }
        return made;
    }

    /** Makes the gateway's own account with the rights of a mode. */
    private interface AccountMaker {
        GatewayAccount with(ClusterUnderTest cluster, TestNamespace... served);
    }

    private static DelegatingArgoApi start(
            String mode, UnaryOperator<EnvironmentSettings> lending, AccountMaker account) {
        ArgoApisUnderTest faces = ArgoApisUnderTest.get();
        List<TestNamespace> namespaces = IntStream.range(0, NAMESPACES)
                .parallel()
                .mapToObj(number -> faces.scientist().namespaceWithAccount())
                .toList();
        TestNamespace[] served = namespaces.toArray(TestNamespace[]::new);
        EnvironmentSettings settings = EnvironmentSettings.of(
                        mode,
                        faces.cluster().argoServer(),
                        account.with(faces.cluster(), served).access(),
                        served)
                .accountUsers(faces.scientist().user());
        RunningGateway gateway = RunningGateway.start(lending.apply(settings));
        return new DelegatingArgoApi(new ArgoApiUnderTest("gateway with " + mode, gateway.rest()), namespaces);
    }

    ArgoApiUnderTest face() {
        return face;
    }

    TestNamespace namespace(int number) {
        return namespaces.get(number);
    }
}
