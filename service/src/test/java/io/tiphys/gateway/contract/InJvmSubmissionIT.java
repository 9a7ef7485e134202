package io.tiphys.gateway.contract;

/** The contract of the use cases themselves. */
final class InJvmSubmissionIT extends SubmissionContract {
    @Override
    GatewayDriver driver(ContractWorld world) {
        return new InJvmDriver(world.gateway().beans());
    }
}
