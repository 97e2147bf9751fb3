package io.headrace.monitor.topology;

import io.headrace.monitor.alarm.AlarmDesk;
import io.headrace.monitor.alarm.AlarmState;
import io.headrace.monitor.alarm.Decision;
import io.headrace.monitor.alarm.WindowResult;
import io.headrace.monitor.baseline.Baseline;
import io.headrace.monitor.baseline.LiveRow;
import io.headrace.monitor.drift.Block;
import io.headrace.monitor.drift.DriftTest;
import io.headrace.monitor.drift.DriftVerdict;
import io.headrace.monitor.drift.DriftWindow;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.monitor.performance.LiveMetric;
import io.headrace.schemas.avro.LivePerformance;
import io.headrace.schemas.definition.Monitoring;
import io.headrace.schemas.definition.PipelineDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches the rows of one version. Its first window is compared with its baseline and told, but what differs there is no news:
 * the version was trained on the newest labelled rows a moment before. From then on the statistics that differ, or
 * might, are held against that first window. Mutable; one thread.
 */
final class DriftWatch {

    private final Monitoring monitor;
    private final AlarmDesk desk;
    private final Reports reports;
    private final WindowRule rule;
    private final WatchStores stores;
    private final Outlet outlet;
    private final MonitorListener listener;
    private Champion champion;
    private DriftWindow window;
    private boolean takenOff;
    private int keptBlocks;

    private DriftWatch(
            PipelineDefinition definition,
            WindowRule rule,
            WatchStores stores,
            Outlet outlet,
            MonitorListener listener,
            Champion champion,
            DriftWindow window,
            boolean takenOff) {
        this.monitor = definition.monitor();
        this.desk = new AlarmDesk(definition);
        this.reports = new Reports(definition);
        this.rule = rule;
        this.stores = stores;
        this.outlet = outlet;
        this.listener = listener;
        this.champion = champion;
        this.window = window;
        this.takenOff = takenOff;
        this.keptBlocks = window.blocks().size();
    }

    /** Goes on with a version where the stores say. */
    static DriftWatch resume(
            PipelineDefinition definition,
            WindowRule rule,
            WatchStores stores,
            Outlet outlet,
            MonitorListener listener,
            Baseline baseline,
            List<String> own,
            boolean takenOff,
            long windowEnd) {
        Champion champion = Champion.of(baseline, own, takenOff ? stores.firstWindow() : Optional.empty());
        DriftWindow window = DriftWindow.restored(champion.references(), rule, stores.blocks(), windowEnd);
        return new DriftWatch(definition, rule, stores, outlet, listener, champion, window, takenOff);
    }

    Baseline baseline() {
        return champion.baseline();
    }

    boolean takenOff() {
        return takenOff;
    }

    List<String> own() {
        return champion.own();
    }

    long windowEnd() {
        return window.isEmpty() ? 0 : window.end();
    }

    /**
     * Counts a row, and closes the window before it where that is full.
     *
     * @param time the stream's event time
     * @param performance of the version whose labels come, for the report; asked for only where a window closes
     * @return what was said by then
     */
    AlarmState row(LiveRow row, long time, AlarmState said, Supplier<Optional<Performance>> performance) {
        AlarmState now = said;
        if (window.endsBefore(time)) {
            now = close(said, performance.get());
        }
        window.add(time, champion.baseline().cells(row));
        List<Block> blocks = window.blocks();
        stores.putBlocks(blocks, keptBlocks);
        keptBlocks = blocks.size();
        return now;
    }

    /** Forgets the open window's rows. */
    void clear() {
        stores.putBlocks(List.of(), keptBlocks);
        keptBlocks = 0;
        window = DriftWindow.empty(champion.references(), rule);
    }

    private AlarmState close(AlarmState said, Optional<Performance> performance) {
        DriftTest test = champion.test(monitor);
        DriftVerdict verdict = test.judge(window);
        outlet.report(reports.report(champion, window, verdict, performance.map(Performance::reported)));
        listener.window(verdict);
        String model = champion.baseline().model();
        Decision decision = desk.afterWindow(
                said,
                new WindowResult(
                        model,
                        !takenOff,
                        window.end(),
                        verdict,
                        test.changeSince(window, verdict),
                        performance
                                .filter(live -> live.reported().getModel().equals(model))
                                .map(Performance::metric)));
        outlet.say(decision);
        if (!takenOff) {
            takeOff(test.suspects(verdict));
        }
        clear();
        return decision.state();
    }

    private void takeOff(List<String> own) {
        stores.putFirstWindow(window.total());
        champion = Champion.of(champion.baseline(), own, Optional.of(window.total()));
        takenOff = true;
    }

    /** How the version whose labels come does. */
    record Performance(LiveMetric metric, LivePerformance reported) {}
}
