package io.headrace.standalone.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What one direction of a plot spans, and where it is marked.
 *
 * @param low where it begins
 * @param high where it ends; above {@code low}
 * @param step between marks, which are at its multiples
 */
public record Axis(double low, double high, double step) {

    private static final int MARKS = 5;

    public Axis {
        if (!(low < high) || !(step > 0)) {
            throw new IllegalArgumentException("an axis from " + low + " to " + high + " by " + step);
        }
    }

    /** From 0 to 1. */
    public static Axis share() {
        return new Axis(0, 1, 0.25);
    }

    /** From exactly here to exactly there; one more where that is nothing. */
    public static Axis between(double low, double high) {
        double end = high > low ? high : low + 1;
        return new Axis(low, end, step(end - low));
    }

    /** Around every finite number; from 0 where that is not far off. */
    public static Axis around(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).sorted().toArray();
        double least = finite.length == 0 ? 0 : finite[0];
        double most = finite.length == 0 ? 1 : finite[finite.length - 1];
        double low = least > 0 && least < most * 0.6 ? 0 : least;
        double spread = most > low ? most - low : Math.max(1e-9, Math.abs(most) / 2 + (most == 0 ? 1 : 0));
        double step = step(spread);
        double begin = Math.floor(low / step) * step;
        double end = Math.ceil((low + spread) / step) * step;
        return new Axis(begin, end > begin ? end : begin + step, step);
    }

    /** 1, 2 or 5 times a power of ten. */
    private static double step(double spread) {
        double raw = spread / MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double times = raw / power;
        return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - 1e-9);
        for (long i = first; i * step <= high + step * 1e-9 && marks.size() < 50; i++) {
            // A multiple of a decimal step has a long tail; what is marked has not.
            marks.add(Double.parseDouble(String.format(Locale.ROOT, "%.12g", i * step)));
        }
        return marks;
    }

    /** 0 at the beginning, 1 at the end. */
    double share(double value) {
        return (value - low) / (high - low);
    }
}
