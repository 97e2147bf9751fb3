package io.headrace.scoring.grpc;

import io.grpc.BindableService;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Server reflection, so that grpcurl and its like need no proto file. */
@Factory
final class ReflectionFactory {

    @Singleton
    BindableService reflection() {
        return ProtoReflectionServiceV1.newInstance();
    }

    /** The same under the name it had before: grpcurl up to 1.8.7 knows no other. */
    @Singleton
    @SuppressWarnings("deprecation") // deprecated for new clients; old ones are still about
    BindableService reflectionOfOldClients() {
        return ProtoReflectionService.newInstance();
    }
}
