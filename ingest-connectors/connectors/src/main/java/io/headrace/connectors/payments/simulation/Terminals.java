package io.headrace.connectors.payments.simulation;

/** Terminals on the plane, sorted into a grid whose cells are no smaller than the radius. */
final class Terminals {

    private final double radius;
    private final int side;
    /** Coordinates and ids in the order of cells, row by row. */
    private final double[] x;

    private final double[] y;
    private final int[] id;
    /** Where each cell begins in that order, and the end of the last. */
    private final int[] begin;

    Terminals(long seed, int count, double radius) {
        this.radius = radius;
        this.side = Math.max(1, (int) Math.min(Math.floor(Population.PLANE / radius), Math.ceil(Math.sqrt(count))));
        double[] drawnX = new double[count];
        double[] drawnY = new double[count];
        begin = new int[side * side + 1];
        Draws draws = Draws.of(seed, Draws.Purpose.TERMINALS, 0);
        for (int i = 0; i < count; i++) {
            drawnX[i] = draws.uniform(0, Population.PLANE);
            drawnY[i] = draws.uniform(0, Population.PLANE);
            begin[cell(drawnX[i], drawnY[i]) + 1]++;
        }
        for (int cell = 0; cell < side * side; cell++) {
            begin[cell + 1] += begin[cell];
        }
        x = new double[count];
        y = new double[count];
        id = new int[count];
        int[] next = begin.clone();
        for (int i = 0; i < count; i++) {
            int slot = next[cell(drawnX[i], drawnY[i])]++;
            x[slot] = drawnX[i];
            y[slot] = drawnY[i];
            id[slot] = i;
        }
    }

    int size() {
        return id.length;
    }

    boolean anyNear(double atX, double atY) {
        int column = line(atX);
        for (int row = first(line(atY)); row <= last(line(atY)); row++) {
            for (int slot = begin[row * side + first(column)]; slot < begin[row * side + last(column) + 1]; slot++) {
                if (within(slot, atX, atY)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One of the terminals within the radius, each as likely; there must be one. Draws from the nine cells until it fits. */
    int near(double atX, double atY, Draws draws) {
        int column = line(atX);
        int top = first(line(atY));
        int bottom = last(line(atY));
        int candidates = 0;
        for (int row = top; row <= bottom; row++) {
            candidates += begin[row * side + last(column) + 1] - begin[row * side + first(column)];
        }
        while (true) {
            int rest = draws.below(candidates);
            for (int row = top; row <= bottom; row++) {
                int from = begin[row * side + first(column)];
                int count = begin[row * side + last(column) + 1] - from;
                if (rest < count) {
                    if (within(from + rest, atX, atY)) {
                        return id[from + rest];
                    }
                    break;
                }
                rest -= count;
            }
        }
    }

    private boolean within(int slot, double atX, double atY) {
        double dx = x[slot] - atX;
        double dy = y[slot] - atY;
        return dx * dx + dy * dy < radius * radius;
    }

    private int cell(double atX, double atY) {
        return line(atY) * side + line(atX);
    }

    private int line(double coordinate) {
        return Math.min(side - 1, (int) (coordinate / Population.PLANE * side));
    }

    private static int first(int line) {
        return Math.max(0, line - 1);
    }

    private int last(int line) {
        return Math.min(side - 1, line + 1);
    }
}
