package io.tiphys.gateway.contract;

/** The contract over REST. */
final class RestSubmissionIT extends SubmissionContract {
    @Override
    GatewayDriver driver(ContractWorld world) {
        return new RestDriver(world.gateway().rest());
    }
}
