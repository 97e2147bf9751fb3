package io.headrace.standalone.replay;

import io.headrace.embedded.StartFailure;
import io.headrace.standalone.replay.report.Conclusion;
import io.headrace.standalone.replay.report.ReplayReport;
import io.headrace.standalone.replay.report.ReportFiles;
import io.headrace.standalone.replay.report.ReportedAlert;
import io.headrace.standalone.replay.report.ReportedModel;
import io.headrace.standalone.system.LocalSystem;
import io.headrace.standalone.terminal.Bar;
import io.headrace.standalone.terminal.Terminal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Runs a replay from start to report and tells it. */
public final class ReplayRun {

    private final ReplayRequest request;
    private final Terminal terminal;
    private int toldModels;
    private int toldAlerts;

    public ReplayRun(ReplayRequest request, Terminal terminal) {
        this.request = request;
        this.terminal = terminal;
    }

    /**
     * Plays the files to their end and writes the report.
     *
     * @throws StartFailure when a part of the system fails
     */
    public ReplayReport run() throws InterruptedException {
        LocalSystem system = LocalSystem.prepare(request.settings(), terminal::started);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
        try (system;
                Replay replay = new Replay(request, system, system.start())) {
            terminal.line("");
            boolean more = true;
            while (more) {
                more = replay.step();
                tell(replay);
            }
            terminal.endProgress();
            ReplayReport report = replay.report();
            ReportFiles.write(report, request.report());
            conclude(report, replay.labelsTooLate());
            return report;
        } catch (IOException e) {
            throw new StartFailure("the report cannot be written to " + request.report() + ": " + e.getMessage(), e);
        } finally {
            terminal.endProgress();
        }
    }

    private void tell(Replay replay) {
        long rows = request.rows();
        List<ReportedModel> models = replay.journal().models();
        for (; toldModels < models.size(); toldModels++) {
            tell(replay.rows(), models.get(toldModels));
        }
        List<ReportedAlert> alerts = replay.journal().alerts();
        for (; toldAlerts < alerts.size(); toldAlerts++) {
            terminal.line(line(
                    replay.rows(),
                    "alert",
                    "@|yellow ⚠|@ " + alerts.get(toldAlerts).sentence()));
        }
        double seconds = replay.elapsed().toMillis() / 1000.0;
        double rate = replay.rows() / Math.max(seconds, 0.001);
        terminal.progress(String.format(
                Locale.ROOT,
                "row %,9d  %s %3.0f %%   %,.0f rows/s   %,.0f s left   models %d",
                replay.rows(),
                Bar.of(replay.rows() / (double) rows),
                100.0 * replay.rows() / rows,
                rate,
                (rows - replay.rows()) / rate,
                models.size()));
    }

    private void tell(long row, ReportedModel model) {
        String metrics = String.join(
                ", ",
                model.metrics().entrySet().stream()
                        .map(metric -> String.format(Locale.ROOT, "%s %.3f", metric.getKey(), metric.getValue()))
                        .limit(4)
                        .toList());
        terminal.line(line(
                row,
                "model",
                "version %d (%s, %,d examples): %s"
                        .formatted(model.version(), model.family(), model.examples(), metrics)));
    }

    private static String line(long row, String what, String text) {
        return String.format(Locale.ROOT, "row %,9d  %-6s %s", row, what, text);
    }

    private void conclude(ReplayReport report, long tooLate) {
        terminal.line("");
        Conclusion.of(report, tooLate).forEach(terminal::line);
        terminal.line("@|green ✔|@ " + request.report().resolve(ReportFiles.HTML) + "   "
                + request.report().resolve(ReportFiles.JSON));
    }
}
