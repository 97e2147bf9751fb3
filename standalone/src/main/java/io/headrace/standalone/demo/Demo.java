package io.headrace.standalone.demo;

import io.headrace.embedded.StartFailure;
import io.headrace.ingest.connect.ConnectorsApp;
import io.headrace.runtime.AppState;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.standalone.status.AppCounts;
import io.headrace.standalone.system.LocalSettings;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;

/** Runs a script from the first event to the second model and tells it. */
public final class Demo {

    private static final Duration POLL = Duration.ofMillis(200);

    private final DemoScript script;
    private final LocalSettings settings;
    private final Duration patience;
    private final Terminal terminal;
    private volatile boolean stopping;

    /**
     * A demo not yet begun.
     *
     * @param patience how long nothing may move before the demo counts as failed
     */
    public Demo(DemoScript script, LocalSettings settings, Duration patience, Terminal terminal) {
        this.script = script;
        this.settings = settings;
        this.patience = patience;
        this.terminal = terminal;
    }

    /**
     * Runs until the story is told and, unless it is to exit then, until the process is stopped.
     *
     * @return the process's exit code
     */
    public int run(boolean exit) {
        terminal.line("@|bold Headrace|@: " + script.title());
        terminal.line("");
        LocalSystem system = LocalSystem.prepare(settings, terminal::started);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(system), "stop"));
        try (system) {
            return tell(system, system.start(), exit);
        } finally {
            terminal.endProgress();
        }
    }

    private void stop(LocalSystem system) {
        stopping = true;
        terminal.endProgress();
        system.close();
    }

    private int tell(LocalSystem system, ApplicationContext context, boolean exit) {
        terminal.line("");
        RunningSystem running = RunningSystem.of(settings.data());
        PipelineDefinition definition = context.getBean(PipelineDefinition.class);
        AvroSerdes serdes = context.getBean(AvroSerdes.class);
        DemoStory story = new DemoStory(terminal, definition, script.events());
        try (ScoreProbe probe = new ScoreProbe(running, definition, serdes).start();
                DemoFeed feed = new DemoFeed(running.bootstrapServers(), serdes, definition, story, probe)) {
            SourceLead lead = new SourceLead(source(context), !settings.fresh(), System::nanoTime);
            follow(system, context, feed, story, lead, exit);
            if (!exit && !stopping) {
                terminal.endProgress();
                new NextSteps(running, definition, settings.data()).tell(terminal, probe.sample());
                stayUp(system, feed, story, lead);
            }
            return 0;
        }
    }

    private void follow(
            LocalSystem system,
            ApplicationContext context,
            DemoFeed feed,
            DemoStory story,
            SourceLead lead,
            boolean exit) {
        Pace pace = new Pace();
        MeterRegistry meters = context.getBean(MeterRegistry.class);
        TrainingWatch training = context.getBean(TrainingWatch.class);
        ConnectorsApp connectors = context.getBean(ConnectorsApp.class);
        DriftInjection drift = new DriftInjection(script.drift(), settings.data());
        long moved = System.nanoTime();
        while (!story.complete() && !stopping) {
            if (feed.poll(POLL) > 0) {
                moved = System.nanoTime();
            }
            system.requireRunning();
            training.drainTo(story::training);
            look(lead, story, feed);
            if (story.modelServes()) {
                drift.inject(connectors::change, Instant.ofEpochMilli(story.firstEventTime()), feed::newestEvent);
            }
            story.progress(AppCounts.read(meters), pace.of(story.predictions()));
            if (System.nanoTime() - moved > patience.toNanos()) {
                throw new StartFailure(
                        "nothing moved for " + patience.toSeconds() + " s; the apps' logs are in " + settings.log());
            }
        }
        if (stopping) {
            return;
        }
        story.conclude();
        terminal.line("");
        terminal.line("The loop closed by itself." + (exit ? "" : " Running; Ctrl-C stops."));
    }

    private static void look(SourceLead lead, DemoStory story, DemoFeed feed) {
        if (story.predictions() > 0) {
            lead.look(Instant.ofEpochMilli(story.eventTime()), feed::newestEvent);
        }
    }

    private SourceLead.Source source(ApplicationContext context) {
        ConnectorsApp connectors = context.getBean(ConnectorsApp.class);
        return new SourceLead.Source() {
            @Override
            public boolean runs() {
                return connectors.state() instanceof AppState.Running;
            }

            @Override
            public void pause() {
                connectors.pause(script.drift().connector());
            }

            @Override
            public void resume() {
                connectors.resume(script.drift().connector());
            }
        };
    }

    private void stayUp(LocalSystem system, DemoFeed feed, DemoStory story, SourceLead lead) {
        while (!stopping) {
            feed.poll(POLL);
            look(lead, story, feed);
            system.requireRunning();
        }
    }
}
