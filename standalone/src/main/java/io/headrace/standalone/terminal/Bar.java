package io.headrace.standalone.terminal;

/** A bar of progress in block characters. */
public final class Bar {

    private static final int CELLS = 20;

    private Bar() {}

    /** A bar for a share from 0 to 1; beyond it is clipped. */
    public static String of(double share) {
        int full = (int) Math.round(Math.clamp(Double.isNaN(share) ? 0 : share, 0.0, 1.0) * CELLS);
        return "█".repeat(full) + "░".repeat(CELLS - full);
    }
}
