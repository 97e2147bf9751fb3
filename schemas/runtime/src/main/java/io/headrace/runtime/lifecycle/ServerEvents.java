package io.headrace.runtime.lifecycle;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Ties the apps to the process's life. */
@Singleton
class ServerEvents {

    private final BeanProvider<Apps> apps;
    private volatile @Nullable Apps started;

    ServerEvents(BeanProvider<Apps> apps) {
        this.apps = apps;
    }

    /**
     * Once HTTP answers, so that probes see a process that waits for Kafka as alive and not ready. Other servers of the process
     * (gRPC) announce themselves with the same event, on the thread of whoever asked first, a probe among them: it must not wait
     * here for a start that is under way.
     */
    @EventListener
    void onStart(ServerStartupEvent event) {
        if (!(event.getSource() instanceof NettyEmbeddedServer)) {
            return;
        }
        Apps starting = apps.get();
        started = starting;
        starting.start();
    }

    /** Before any bean that the apps use goes. */
    @EventListener
    void onShutdown(ShutdownEvent event) {
        Apps running = started;
        if (running != null) {
            running.close();
        }
    }
}
