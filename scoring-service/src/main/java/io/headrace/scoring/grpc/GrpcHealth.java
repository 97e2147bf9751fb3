package io.headrace.scoring.grpc;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.headrace.scoring.grpc.protocol.GRPCInferenceServiceGrpc;
import io.headrace.scoring.serving.Readiness;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;

/** Tells gRPC's own health service whether calls are answered; the whole server counts as healthy as soon as it runs. */
@Singleton
final class GrpcHealth implements ApplicationEventListener<ServerStartupEvent> {

    private final HealthStatusManager health;
    private final Readiness readiness;

    GrpcHealth(HealthStatusManager health, Readiness readiness) {
        this.health = health;
        this.readiness = readiness;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        health.setStatus(GRPCInferenceServiceGrpc.SERVICE_NAME, ServingStatus.NOT_SERVING);
        readiness.whenReady(() -> health.setStatus(GRPCInferenceServiceGrpc.SERVICE_NAME, ServingStatus.SERVING));
    }
}
