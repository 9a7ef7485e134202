package io.tiphys.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the parts of the contract share. */
interface GatewayContract {
    /** The way to reach the gateway that this suite runs over. */
    GatewayDriver gateway();

    /** Where it stands. */
    ContractWorld world();

    default Call call() {
        return Call.to("direct", world().namespace(), world().token());
    }

    default Submitted submit(Call call) {
        return gateway().submit(call, yaml(Workflows.SUSPENDED), MediaType.YAML, false);
    }

    static Refusal.View refused(ThrowingCallable attempt) {
        Refusal refusal = catchThrowableOfType(Refusal.class, attempt);
        assertThat(refusal).as("a refusal").isNotNull();
        ContractWorld.get().requireNoTokenIn(refusal.view().toString());
        return refusal.view();
    }

    static byte[] yaml(String text) {
        return text.getBytes(UTF_8);
    }
}
