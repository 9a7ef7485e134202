package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, where, and with which rights. */
interface CallersContract extends GatewayContract {
    @Test
    default void refusesACallWithoutAToken() {
        Assumptions.assumeTrue(gateway().callsWithoutToken(), "makes no such call");
        assertThat(refused(() -> submit(call().withoutToken())).reason()).isEqualTo("CALLER_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    default void refusesAGarbageToken(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as("garbage")))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    default void refusesATokenForAnotherAudience(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as(world().tokenForAnotherAudience())))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    default void refusesATokenThatIsExpired(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as(world().expiredToken())))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "minted"})
    default void refusesAnArgoSingleSignOnTokenWhereRightsAreLent(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as("v2:abc")))
                        .reason())
                .isEqualTo("TOKEN_KIND_UNSUPPORTED");
    }

    @Test
    default void leavesAnArgoSingleSignOnTokenToArgoInDirectMode() {
        Refusal.View refusal = refused(() -> submit(call().as("v2:abc")));

        assertThat(refusal.reason()).isEqualTo("TOKEN_REFUSED_BY_ARGO");
        assertThat(refusal.detail()).contains("the Argo Server verifies tokens");
    }

    @Test
    default void tellsACallerItsEnvironments() {
        assertThat(gateway().environments(call())).contains("direct", "secret", "minted");
        assertThat(refused(() -> gateway().environments(call().as("garbage"))).reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    default void tellsWhetherAnEnvironmentIsReady() {
        for (String environment : List.of("direct", "secret", "minted")) {
            assertThat(gateway().failedChecks(call().through(environment))).isEmpty();
        }
        assertThat(gateway().failedChecks(call().through("minted-elsewhere"))).containsExactly("gateway-rights");
    }

    @Test
    default void refusesAnUnknownEnvironment() {
        assertThat(refused(() -> submit(call().through("nowhere"))).reason()).isEqualTo("ENVIRONMENT_NOT_FOUND");
        assertThat(refused(() -> submit(call().through("nowhere").as("garbage")))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    default void refusesANamespaceThatTheEnvironmentDoesNotServe() {
        Refusal.View refusal = refused(() -> submit(call().in("kube-system")));

        assertThat(refusal.reason()).isEqualTo("NAMESPACE_NOT_MANAGED");
        assertThat(refusal.metadata().get("namespaces")).contains(world().namespace());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "minted"})
    default void refusesANamespaceThatIsNotThere(String environment) {
        Refusal.View refusal = refused(() -> submit(call().through(environment + "-elsewhere")
                .in(world().absentNamespace())
                .as(world().clusterAdminToken())));

        assertThat(refusal.reason()).isEqualTo("ACCESS_DENIED");
        assertThat(refusal.detail()).contains(world().absentNamespace());
    }

    @Test
    default void tellsThatANamespaceIsNotThereInDirectMode() {
        Refusal.View refusal = refused(() -> submit(
                call().through("direct-elsewhere").in(world().absentNamespace()).as(world().clusterAdminToken())));

        assertThat(refusal.reason()).isEqualTo("NAMESPACE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    default void aDenialTeachesWhatIsMissingAndItsManifestMendsIt(String environment) {
        ContractWorld.Person newcomer = world().newcomer();
        Call call = call().through(environment).as(newcomer.token());

        Refusal.View denied = refused(() -> submit(call));

        assertThat(denied.reason()).isEqualTo("ACCESS_DENIED");
        assertThat(denied.metadata())
                .containsEntry("user", newcomer.userName())
                .containsEntry("verb", "create")
                .containsEntry("resource", "workflows")
                .containsEntry("namespace", world().namespace());
        world().apply(denied.manifest().orElseThrow());
        world().passTheTimeThatDenialsAreKept();
        if (!environment.equals("direct")) {
            Refusal.View useDenied = refused(() -> submit(call));
            assertThat(useDenied.reason()).isEqualTo("SERVICE_ACCOUNT_USE_DENIED");
            world().apply(useDenied.manifest().orElseThrow());
            world().passTheTimeThatDenialsAreKept();
        }
        assertThat(submit(call).workflow().uid()).isNotEmpty();
    }

    @Test
    default void lendsNoRightThatTheCallerDoesNotHave() {
        ContractWorld.Person reader = world().personWhoMay("get", "list");
        Call call = call().through("minted").as(reader.token());
        String name = submit(call()).workflow().name();

        assertThat(gateway().get(call, name).name()).isEqualTo(name);
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> submit(call),
                () -> gateway().delete(call, name),
                () -> gateway().change(call, name, new WorkflowAction.Terminate()),
                () -> gateway().change(call, name, new WorkflowAction.Resubmit(false, List.of())),
                () -> gateway().watch(call, Optional.of(name), Optional.empty()).next(),
                () -> gateway().logs(call, name, false).next())) {
            assertThat(refused(attempt).reason()).isEqualTo("ACCESS_DENIED");
        }
        assertThat(world().object(name).at("/spec/shutdown").isMissingNode()).isTrue();
    }
}
