package io.headrace.standalone.replay.report;

import io.headrace.standalone.page.Html;
import io.headrace.standalone.page.Page;
import io.headrace.standalone.page.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How far each feature moved, window by window, as a map of colours. */
final class DriftMap {

    private static final double LARGE = 0.25;
    private static final int FEATURES = 40;
    private static final int NAMES = 190;
    private static final int WIDTH = 1_040;
    private static final int CELL = 17;
    private static final int TOP = 14;

    private final Drift drift;
    private final double cell;
    private final StringBuilder svg = new StringBuilder();

    private DriftMap(Drift drift) {
        this.drift = drift;
        this.cell = Math.min(34, (WIDTH - NAMES - 4.0) / drift.windows().size());
    }

    static void add(Page page, Drift drift) {
        if (drift.windows().isEmpty()) {
            return;
        }
        List<Drift.FeatureDrift> shown = drift.features().stream()
                .sorted(Comparator.comparingDouble(feature -> -most(feature)))
                .limit(FEATURES)
                .toList();
        page.heading("Drift by feature");
        page.html("<div class='wide'>" + new DriftMap(drift).draw(shown) + "</div>");
        long large = drift.features().stream()
                .filter(feature -> most(feature) >= LARGE)
                .count();
        long drifted =
                drift.windows().stream().filter(Drift.DriftWindow::drifted).count();
        page.see(
                "Population stability index against what the serving model was trained on: the stronger, the further away;"
                        + " orange from " + LARGE + ", which is much. " + large + " of "
                        + drift.features().size()
                        + " got there. In " + drifted + " of " + drift.windows().size()
                        + " windows (▲) all of them together were beyond chance."
                        + (drift.features().size() > FEATURES
                                ? " Shown are the " + FEATURES + " that moved most."
                                : ""));
    }

    private static double most(Drift.FeatureDrift feature) {
        return feature.psi().stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    private String draw(List<Drift.FeatureDrift> shown) {
        int height = TOP + shown.size() * CELL + 20;
        add("<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img'>", WIDTH, height, WIDTH, height);
        for (int w = 0; w < drift.windows().size(); w++) {
            if (drift.windows().get(w).drifted()) {
                add("<path d='M%.1f 2l4 8h-8z' class='fwarn'/>", NAMES + (w + 0.5) * cell);
            }
        }
        for (int f = 0; f < shown.size(); f++) {
            add(
                    "<text x='%d' y='%d' text-anchor='end'>%s</text>",
                    NAMES - 6, TOP + f * CELL + 12, Html.brief(shown.get(f).feature(), 30));
            for (int w = 0; w < drift.windows().size(); w++) {
                cell(shown.get(f), f, w);
            }
        }
        date(0, "start", NAMES, height);
        if (drift.windows().size() * cell > 200) {
            int last = drift.windows().size() - 1;
            date(last, "end", NAMES + (last + 1) * cell, height);
        }
        return svg.append("</svg>").toString();
    }

    private void date(int window, String anchor, double x, int height) {
        add(
                "<text x='%.1f' y='%d' text-anchor='%s'>%s</text>",
                x, height - 6, anchor, Words.time((double)
                        drift.windows().get(window).from().toEpochMilli()));
    }

    private void cell(Drift.FeatureDrift feature, int f, int w) {
        double psi = feature.psi().get(w);
        if (!Double.isFinite(psi)) {
            return;
        }
        Drift.DriftWindow window = drift.windows().get(w);
        add(
                "<rect x='%.1f' y='%d' width='%.1f' height='%d' class='%s' fill-opacity='%.2f'><title>%s</title></rect>",
                NAMES + w * cell,
                TOP + f * CELL,
                Math.max(0.5, cell - (cell > 6 ? 1 : 0)),
                CELL - 1,
                psi >= LARGE ? "hot" : "cold",
                psi >= LARGE ? Math.min(1, 0.55 + psi / 2) : 0.06 + psi * 2.4,
                Html.text(feature.feature() + " " + Words.number(psi) + ", from "
                        + Words.time((double) window.from().toEpochMilli()) + ", " + Words.count(window.rows())
                        + " rows, against " + window.model()));
    }

    @SuppressWarnings("AnnotateFormatMethod") // would need a library for the annotation
    private void add(String format, Object... parts) {
        svg.append(String.format(Locale.ROOT, format, parts));
    }
}
