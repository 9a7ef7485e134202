package io.tiphys.gateway.contract;

/** The contract over gRPC. */
final class GrpcSubmissionIT extends SubmissionContract {
    @Override
    GatewayDriver driver(ContractWorld world) {
        return new GrpcDriver(world.gateway().port());
    }
}
