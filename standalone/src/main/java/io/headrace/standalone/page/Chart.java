package io.headrace.standalone.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Small charts as inline SVG. Values that are not finite leave a gap. */
public final class Chart {

    private static final int LEFT = 46;
    private static final int RIGHT = 8;
    private static final int TOP = 18;
    private static final int BOTTOM = 30;

    /** As many as the page's style has. */
    private static final int COLOURS = 5;

    private final int width;
    private final int height;
    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();

    private Chart(int width, int height, double low, double high) {
        this.width = width;
        this.height = height;
        this.low = low;
        this.high = high > low ? high : low + 1;
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img'>",
                width,
                height,
                width,
                height));
    }

    /** A line in a chart of several. */
    public record Series(String name, List<Double> values) {}

    /**
     * Bars from zero.
     *
     * @param names below each, or just below the first and last where there are many
     */
    public static String bars(int width, int height, List<String> names, double[] values) {
        Chart chart = new Chart(
                width,
                height,
                0,
                Arrays.stream(values).filter(Double::isFinite).max().orElse(1));
        chart.axis();
        double step = chart.inner() / Math.max(1, values.length);
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                double top = chart.y(values[i]);
                chart.add(
                        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' class='f0'><title>%s: %s</title></rect>",
                        LEFT + i * step + step * 0.06,
                        top,
                        step * 0.88,
                        height - BOTTOM - top,
                        Html.text(names.get(i)),
                        Words.number(values[i]));
            }
        }
        chart.names(names, step);
        return chart.done();
    }

    /** Lines over common places. */
    public static String lines(int width, int height, List<String> names, List<Series> series) {
        double[] all = series.stream()
                .flatMap(line -> line.values().stream())
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .toArray();
        double least = Arrays.stream(all).min().orElse(0);
        double most = Arrays.stream(all).max().orElse(1);
        double room = (most - least) * 0.05;
        double top = most <= 1 && most > 0.9 ? 1 : most + room;
        Chart chart = new Chart(width, height, least >= 0 && least < 0.5 * most ? 0 : least - room, top);
        chart.axis();
        double step = chart.inner() / Math.max(1, names.size());
        for (int s = 0; s < series.size(); s++) {
            chart.line(series.get(s).values(), step, s % COLOURS);
        }
        chart.names(names, step);
        if (series.size() > 1) {
            chart.legend(series);
        }
        return chart.done();
    }

    private void line(List<Double> values, double step, int colour) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            if (Double.isFinite(value)) {
                double x = LEFT + (i + 0.5) * step;
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x, y(value)));
                if (values.size() <= 24) {
                    add("<circle cx='%.1f' cy='%.1f' r='2.5' class='f%d'/>", x, y(value), colour);
                }
            }
            pen = Double.isFinite(value);
        }
        add("<path d='%s' class='line s%d'/>", path, colour);
    }

    /** In the space above. */
    private void legend(List<Series> series) {
        double each = inner() / series.size();
        for (int s = 0; s < series.size(); s++) {
            add(
                    "<text x='%.1f' y='%d' class='f%d'>%s</text>",
                    LEFT + s * each,
                    TOP - 8,
                    s % COLOURS,
                    Html.brief(series.get(s).name(), (int) (each / 7)));
        }
    }

    private void axis() {
        for (double share : new double[] {0, 0.5, 1}) {
            double value = low + share * (high - low);
            add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/>", LEFT, width - RIGHT, y(value), y(value));
            add("<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 4, y(value) + 4, Words.number(value));
        }
    }

    private void names(List<String> names, double step) {
        int shown = (int) Math.max(1, Math.min(names.size(), inner() / 72));
        for (int i = 0; i < shown; i++) {
            int place = shown == 1 ? 0 : (int) Math.round(i * (names.size() - 1.0) / (shown - 1));
            boolean atEnd = shown > 1 && i == shown - 1 && names.size() > 12;
            add(
                    "<text x='%.1f' y='%d' text-anchor='%s'>%s</text>",
                    atEnd ? width - 1.0 : LEFT + (place + 0.5) * step,
                    height - 14,
                    atEnd ? "end" : "middle",
                    Html.brief(names.get(place), 10));
        }
    }

    private double inner() {
        return width - LEFT - RIGHT;
    }

    private double y(double value) {
        return height - BOTTOM - (value - low) / (high - low) * (height - TOP - BOTTOM);
    }

    @SuppressWarnings("AnnotateFormatMethod") // would need a library for the annotation
    private void add(String format, Object... parts) {
        svg.append(String.format(Locale.ROOT, format, parts));
    }

    private String done() {
        return svg.append("</svg>").toString();
    }
}
