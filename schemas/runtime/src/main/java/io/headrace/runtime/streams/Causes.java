package io.headrace.runtime.streams;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault and what caused it. */
final class Causes {

    /** Chains are short; a longer one is a circle. */
    private static final int MOST = 50;

    private Causes() {}

    /** From the fault itself to its root. */
    static List<Throwable> of(Throwable fault) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable link = fault; link != null && chain.size() < MOST; link = link.getCause()) {
            chain.add(link);
        }
        return List.copyOf(chain);
    }

    /** The root's name and message. */
    static String describeRoot(Throwable fault) {
        Throwable root = of(fault).getLast();
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
