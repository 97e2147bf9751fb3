package io.headrace.standalone.demo;

/** A rate over the last few seconds, smoothed so that it can be read. */
final class Pace {

    private static final double SMOOTHING = 0.3;

    private long lastCount;
    private long lastAt = System.nanoTime();
    private double perSecond;

    /** The rate, given the count so far. */
    double of(long count) {
        long now = System.nanoTime();
        double seconds = (now - lastAt) / 1e9;
        if (seconds >= 0.5) {
            double current = (count - lastCount) / seconds;
            perSecond = perSecond == 0 ? current : perSecond + SMOOTHING * (current - perSecond);
            lastCount = count;
            lastAt = now;
        }
        return perSecond;
    }
}
