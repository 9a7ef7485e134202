package io.tiphys.gateway.contract;

/** The contract through the Java client. */
final class ClientSubmissionIT extends SubmissionContract {
    @Override
    GatewayDriver driver(ContractWorld world) {
        return new ClientDriver(world.gateway().rest());
    }
}
