package io.headrace.features.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoldedTest {

    private static final List<Column> COLUMNS = List.of(new Column.Numbers(1));
    private static final Layout LASTING = Layout.lasting(COLUMNS, Set.of(0));
    private static final Layout FORGETFUL = new Layout(COLUMNS);

    private final Store store = new Store();

    @Test
    void whatWentIsKeptWhereItLasts() {
        written(forgotten(entries(Timeline.empty(LASTING, store), 0, 100), 100));

        assertThat(count(again(LASTING))).isEqualTo(100);
    }

    @Test
    void nothingThatWentCountsAgainAfterOthersWentOfWhichNothingWasKept() {
        written(forgotten(entries(Timeline.empty(LASTING, store), 0, 100), 100));
        written(forgotten(entries(again(FORGETFUL), 100, 200), 200));

        assertThat(store.folded()).isEmpty();
        assertThat(count(entries(again(LASTING), 200, 203))).isEqualTo(3);
    }

    @Test
    void whatWentIsKeptWhereNothingElseWentMeanwhile() {
        written(forgotten(entries(Timeline.empty(LASTING, store), 0, 100), 100));
        written(entries(again(FORGETFUL), 100, 200));

        assertThat(count(again(LASTING))).isEqualTo(200);
    }

    /** Those that went and those that are there. */
    private static long count(Timeline line) {
        NumberRunning all = new NumberRunning(false);
        line.tally(0, Long.MIN_VALUE, 1000, all);
        return all.count();
    }

    private Timeline again(Layout layout) {
        return store.root.length == 0 ? Timeline.empty(layout, store) : Timeline.read(layout, store.root, store);
    }

    private void written(Timeline line) {
        store.write(line);
    }

    private static Timeline forgotten(Timeline line, long horizon) {
        line.forget(horizon, Integer.MAX_VALUE);
        return line;
    }

    private static Timeline entries(Timeline line, int from, int to) {
        for (int time = from; time < to; time++) {
            line.add(time, time, time, 1);
        }
        return line;
    }
}
