package io.headrace.features.app.lookup;

import io.grpc.ServerBuilder;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/** The process's gRPC server takes requests of many events. */
@Singleton
final class LargeRequests implements BeanCreatedEventListener<ServerBuilder<?>> {

    private static final int MOST_BYTES = 64 << 20;

    @Override
    public ServerBuilder<?> onCreated(BeanCreatedEvent<ServerBuilder<?>> event) {
        return event.getBean().maxInboundMessageSize(MOST_BYTES);
    }
}
