package io.tiphys.gateway.contract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the gateway promises to whoever calls it, on a real Kubernetes and a real Argo, however it is reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class SubmissionContract
        implements BatchesContract,
                CallersContract,
                DocumentsContract,
                KeysContract,
                LifecycleContract,
                LintContract,
                SameVerdictContract {
    private GatewayDriver gateway;
    private ContractWorld world;

    /** The way to reach the gateway that this suite runs over. */
    abstract GatewayDriver driver(ContractWorld world);

    @BeforeAll
    void start() {
        world = ContractWorld.get();
        gateway = driver(world);
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
            world.requireNoTokenInTheLog();
        }
    }

    @Override
    public GatewayDriver gateway() {
        return gateway;
    }

    @Override
    public ContractWorld world() {
        return world;
    }
}
