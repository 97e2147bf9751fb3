package io.headrace.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app that does as it is told and writes down what happened to it. */
public final class FakeApp implements HeadraceApp {

    private final String name;
    private final List<String> happenings;
    private final Runnable onStart;
    private volatile AppState state = new AppState.Starting("not started yet");

    public FakeApp(String name) {
        this(name, new CopyOnWriteArrayList<>(), () -> {});
    }

    public FakeApp(String name, List<String> happenings) {
        this(name, happenings, () -> {});
    }

    public FakeApp(String name, Runnable onStart) {
        this(name, new CopyOnWriteArrayList<>(), onStart);
    }

    private FakeApp(String name, List<String> happenings, Runnable onStart) {
        this.name = name;
        this.happenings = happenings;
        this.onStart = onStart;
    }

    public void is(AppState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        happenings.add("start " + name);
        onStart.run();
        if (state instanceof AppState.Failed(String reason)) {
            throw new IllegalStateException(reason);
        }
    }

    @Override
    public AppState state() {
        return state;
    }

    @Override
    public void close() {
        happenings.add("close " + name);
    }
}
