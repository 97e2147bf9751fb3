package io.headrace.standalone.replay.prequential;

import java.util.ArrayList;
import java.util.List;

/** Examples next to each other, of which figures are wanted. */
record Range(int from, int until) {

    int size() {
        return until - from;
    }

    /** The examples of each {@link Window#ROWS} scored rows. */
    static List<Range> windows(int scored, Examples examples) {
        List<Range> windows = new ArrayList<>();
        int from = 0;
        for (int start = 0; start < scored; start += Window.ROWS) {
            int until = from;
            while (until < examples.count() && examples.scoredAs(until) < start + Window.ROWS) {
                until++;
            }
            windows.add(new Range(from, until));
            from = until;
        }
        return windows;
    }
}
