package io.headrace.runtime.lifecycle;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.inject.BeanDefinition;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The apps of this process, from their start to their end. */
@Singleton
public final class Apps implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Apps.class);

    private final BeanContext beans;
    private final BeanProvider<Preparation> preparation;
    private final MeterRegistry meters;
    private final List<HeadraceApp> apps = new CopyOnWriteArrayList<>();
    private final Deque<HeadraceApp> started = new ArrayDeque<>();
    private volatile boolean ready;
    private boolean closed;

    Apps(BeanContext beans, BeanProvider<Preparation> preparation, MeterRegistry meters) {
        this.beans = beans;
        this.preparation = preparation;
        this.meters = meters;
    }

    /** The apps; empty until the start has come to them. */
    public List<HeadraceApp> all() {
        return List.copyOf(apps);
    }

    /** Whether every app was told to start, without a failure. What each of them does since, it says itself. */
    public boolean started() {
        return ready;
    }

    /**
     * Creates topics, makes sure of schemas, and starts every app; without apps it does nothing.
     *
     * @throws StartFailure naming the app or step and the reason; what had started is closed again
     */
    synchronized void start() {
        if (closed || ready) {
            return;
        }
        List<BeanDefinition<HeadraceApp>> definitions = List.copyOf(beans.getBeanDefinitions(HeadraceApp.class));
        if (definitions.isEmpty()) {
            return;
        }
        try {
            Preparation first = preparation();
            List<HeadraceApp> created = create(definitions);
            first.run();
            apps.addAll(created);
            apps.forEach(this::register);
            apps.forEach(this::start);
            ready = true;
        } catch (StartFailure e) {
            close();
            throw e;
        }
        LOG.info("Started {}", apps.stream().map(HeadraceApp::name).collect(Collectors.joining(", ")));
    }

    /** Reads all settings: what is wrong with them shows before anything is waited for. */
    private Preparation preparation() {
        Preparation first;
        try {
            first = preparation.get();
        } catch (BeanContextException e) {
            throw StartFailure.of("The settings cannot be used", e);
        }
        first.readDefinition();
        return first;
    }

    private List<HeadraceApp> create(List<BeanDefinition<HeadraceApp>> definitions) {
        List<HeadraceApp> created = definitions.stream()
                .sorted(Comparator.comparingInt(BeanDefinition::getOrder))
                .map(this::create)
                .toList();
        Set<String> names = created.stream().map(HeadraceApp::name).collect(Collectors.toSet());
        if (names.size() < created.size()) {
            String found = created.stream().map(HeadraceApp::name).collect(Collectors.joining(", "));
            throw StartFailure.of("The apps have one name twice: " + found, new IllegalStateException(found));
        }
        return created;
    }

    private HeadraceApp create(BeanDefinition<HeadraceApp> definition) {
        try {
            return beans.getBean(definition);
        } catch (BeanContextException e) {
            throw StartFailure.of("An app (" + definition.getBeanType().getSimpleName() + ") cannot be set up", e);
        }
    }

    private void register(HeadraceApp app) {
        Gauge.builder("headrace.app.running", app, one -> one.state() instanceof AppState.Running ? 1 : 0)
                .description("1 while the app does its work, else 0")
                .tag("app", app.name())
                .register(meters);
    }

    private void start(HeadraceApp app) {
        started.push(app);
        try {
            app.start();
        } catch (RuntimeException e) {
            throw StartFailure.of(app.name() + " cannot start", e);
        }
    }

    /** Closes what was started, the last first. A failure to close one does not keep the others open. */
    @Override
    public synchronized void close() {
        closed = true;
        ready = false;
        while (!started.isEmpty()) {
            HeadraceApp app = started.pop();
            try {
                app.close();
                LOG.info("Stopped {}", app.name());
            } catch (RuntimeException e) {
                LOG.error("{} did not close properly", app.name(), e);
            }
        }
    }
}
