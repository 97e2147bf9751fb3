package io.headrace.standalone.page;

import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A plot of numbers against numbers as inline SVG. What is added later lies above. Classes are those of the page's style, such
 * as {@code s0}; a class {@code line} is added. Texts are escaped.
 */
public final class Plot {

    private static final int LEFT = 50;
    private static final int RIGHT = 14;
    private static final int TOP = 20;
    private static final int BOTTOM = 36;
    private static final double LABEL_ROOM = 20;

    private final int width;
    private final int height;
    private final Axis across;
    private final Axis up;
    private final StringBuilder svg = new StringBuilder();
    private double labelledUntil = -LABEL_ROOM;

    /**
     * An empty plot.
     *
     * @param width in pixels, names of marks included
     * @param height in pixels, names of marks included
     */
    public Plot(int width, int height, Axis across, Axis up) {
        this.width = width;
        this.height = height;
        this.across = across;
        this.up = up;
        add("<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img'>", width, height, width, height);
        for (double mark : up.marks()) {
            add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/>", LEFT, width - RIGHT, y(mark), y(mark));
            add("<text x='%d' y='%.1f' text-anchor='end'>%s</text>", LEFT - 5, y(mark) + 4, Words.number(mark));
        }
    }

    /**
     * Names the marks across.
     *
     * @param below a second line, under the mark's own name; may be empty
     */
    public Plot across(DoubleFunction<String> name, DoubleFunction<String> below) {
        add("<line x1='%d' x2='%d' y1='%d' y2='%d' class='axis'/>", LEFT, width - RIGHT, floor(), floor());
        for (double mark : across.marks()) {
            add("<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' class='axis'/>", x(mark), x(mark), floor(), floor() + 4);
            String anchor = x(mark) > width - 40 ? "end" : "middle";
            double place = "end".equals(anchor) ? width - 1.0 : x(mark);
            add(
                    "<text x='%.1f' y='%d' text-anchor='%s'>%s</text>",
                    place, floor() + 15, anchor, Html.text(name.apply(mark)));
            add(
                    "<text x='%.1f' y='%d' text-anchor='%s'>%s</text>",
                    place, floor() + 28, anchor, Html.text(below.apply(mark)));
        }
        return this;
    }

    /** Names the directions. */
    public Plot named(String acrossName, String upName) {
        add("<text x='%d' y='%d' text-anchor='end'>%s</text>", width - RIGHT, height - 6, Html.text(acrossName));
        add("<text x='4' y='12'>%s</text>", Html.text(upName));
        return this;
    }

    /** A shaded span. */
    public Plot band(double from, double until, String title) {
        add(
                "<rect x='%.1f' y='%d' width='%.1f' height='%d' class='fsoft' fill-opacity='.13'><title>%s</title></rect>",
                x(from), TOP, Math.max(0, x(until) - x(from)), floor() - TOP, Html.text(title));
        return this;
    }

    /** A line through points; one that is not finite leaves a gap. */
    public Plot line(String classes, double[] xs, double[] ys) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < xs.length; i++) {
            boolean there = Double.isFinite(xs[i]) && Double.isFinite(ys[i]);
            if (there) {
                boolean alone = !pen && (i + 1 == xs.length || !Double.isFinite(ys[i + 1]));
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L" : "M", x(xs[i]), y(ys[i])));
                // A point between gaps would not show.
                path.append(alone ? "h2" : "");
            }
            pen = there;
        }
        add("<path d='%s' class='line %s'/>", path, classes);
        return this;
    }

    /** Points that say what they are. */
    public Plot dot(String classes, double x, double y, String title) {
        add(
                "<circle cx='%.1f' cy='%.1f' r='4' class='%s'><title>%s</title></circle>",
                x(x), y(y), classes, Html.text(title));
        return this;
    }

    /** A line up, with a name above where there is room for one. Give them in ascending order. */
    public Plot mark(double x, String name, String title) {
        add(
                "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' class='mark'><title>%s</title></line>",
                x(x), x(x), TOP - 4, floor(), Html.text(title));
        if (x(x) - labelledUntil >= LABEL_ROOM) {
            labelledUntil = x(x);
            add(
                    "<text x='%.1f' y='%d' text-anchor='middle' class='f3'>%s<title>%s</title></text>",
                    x(x), TOP - 7, Html.text(name), Html.text(title));
        }
        return this;
    }

    /** A triangle at the bottom. */
    public Plot flag(String classes, double x, String title) {
        add(
                "<path d='M%.1f %dl5 9h-10z' class='%s'><title>%s</title></path>",
                x(x), floor() - 9, classes, Html.text(title));
        return this;
    }

    /** A span that tells what it is when pointed at. */
    public Plot hint(double from, double until, String title) {
        add(
                "<rect x='%.2f' y='%d' width='%.2f' height='%d' class='hit'><title>%s</title></rect>",
                x(from), TOP, Math.max(0, x(until) - x(from)), floor() - TOP, Html.text(title));
        return this;
    }

    /** The plot as markup. */
    public String done() {
        return svg + "</svg>";
    }

    private int floor() {
        return height - BOTTOM;
    }

    private double x(double value) {
        return LEFT + Math.clamp(across.share(value), 0, 1) * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return floor() - Math.clamp(up.share(value), 0, 1) * (floor() - TOP);
    }

    @SuppressWarnings("AnnotateFormatMethod") // would need a library for the annotation
    private void add(String format, Object... parts) {
        svg.append(String.format(Locale.ROOT, format, parts));
    }
}
