package io.headrace.trainer.linear;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Minimises a smooth convex function: limited-memory BFGS with a backtracking line search (Nocedal and Wright 2006, algorithm
 * 7.5). No randomness, one thread: the same function gives the same point to the bit.
 */
final class Lbfgs {

    private static final int MEMORY = 10;
    private static final int MOST_STEPS = 200;
    private static final int MOST_HALVINGS = 40;
    private static final double SUFFICIENT = 1e-4;
    private static final double TOLERANCE = 1e-6;
    private static final double LEAST_CURVATURE = 1e-12;

    private Lbfgs() {}

    /** A function with its gradient. */
    @FunctionalInterface
    interface Objective {
        /** The value at a point; the gradient there is written to the second array. */
        double at(double[] point, double[] gradient);
    }

    /** A step and the change of gradient along it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] step, double[] change, double curvature) {}

    /** Returns where the gradient vanishes within a millionth of the larger of 1 and the point's length. */
    static double[] minimise(Objective objective, double[] start) {
        double[] point = start.clone();
        double[] gradient = new double[point.length];
        double value = objective.at(point, gradient);
        Deque<Pair> memory = new ArrayDeque<>();
        for (int step = 0; step < MOST_STEPS; step++) {
            if (norm(gradient) <= TOLERANCE * Math.max(1, norm(point))) {
                break;
            }
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double length = memory.isEmpty() ? 1 / Math.max(1, norm(gradient)) : 1;
            double[] next = point;
            double[] nextGradient = new double[point.length];
            double nextValue = value;
            boolean found = false;
            for (int halving = 0; halving < MOST_HALVINGS && !found; halving++, length /= 2) {
                next = along(point, direction, length);
                nextValue = objective.at(next, nextGradient);
                found = nextValue <= value + SUFFICIENT * length * slope;
            }
            if (!found) {
                break;
            }
            remember(memory, minus(next, point), minus(nextGradient, gradient));
            point = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return point;
    }

    private static void remember(Deque<Pair> memory, double[] step, double[] change) {
        double curvature = dot(step, change);
        if (curvature > LEAST_CURVATURE) {
            memory.addLast(new Pair(step, change, curvature));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    /** The two-loop recursion: the gradient times the approximate inverse of the second derivative, downhill. */
    private static double[] direction(double[] gradient, Deque<Pair> memory) {
        double[] direction = gradient.clone();
        double[] weights = new double[memory.size()];
        int i = memory.size();
        for (var newest = memory.descendingIterator(); newest.hasNext(); ) {
            Pair pair = newest.next();
            weights[--i] = dot(pair.step(), direction) / pair.curvature();
            add(direction, pair.change(), -weights[i]);
        }
        if (!memory.isEmpty()) {
            Pair last = memory.getLast();
            scale(direction, last.curvature() / dot(last.change(), last.change()));
        }
        for (Pair pair : memory) {
            double back = dot(pair.change(), direction) / pair.curvature();
            add(direction, pair.step(), weights[i++] - back);
        }
        scale(direction, -1);
        return direction;
    }

    private static double[] along(double[] point, double[] direction, double length) {
        double[] next = point.clone();
        add(next, direction, length);
        return next;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        add(difference, b, -1);
        return difference;
    }

    private static void add(double[] target, double[] other, double times) {
        for (int i = 0; i < target.length; i++) {
            target[i] += times * other[i];
        }
    }

    private static void scale(double[] target, double times) {
        for (int i = 0; i < target.length; i++) {
            target[i] *= times;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
