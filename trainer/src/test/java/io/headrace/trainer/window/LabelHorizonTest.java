package io.headrace.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.Training;
import io.headrace.schemas.feature.Example;
import io.headrace.schemas.feature.Example.LabelSource;
import io.headrace.schemas.feature.FeatureRow;
import io.headrace.schemas.feature.FeatureValues;
import io.headrace.schemas.feature.Label;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelHorizonTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final ExampleWindow window =
            new ExampleWindow(new Training.Window.Examples(100), LabelHorizon.waiting(Duration.ofDays(8), "true"));

    @Test
    void positivesThatAreKnownEarlyWaitUntilSilenceAboutTheirLikeIsNoticed() {
        window.add(given("early", 5 * DAY, 6 * DAY, 0));
        assertThat(window.size()).isZero();
        assertThat(window.all().examples()).isEmpty();
        assertThat(window.inMemory().examples()).hasSize(1);

        window.add(silent("silent-4", 4 * DAY, 0));
        assertThat(ids()).containsExactly("silent-4");

        window.add(silent("silent-5", 5 * DAY, 0));
        assertThat(ids()).containsExactlyInAnyOrder("early", "silent-4", "silent-5");
        assertThat(window.countSince(5 * DAY)).isEqualTo(2);
    }

    @Test
    void labelsGivenFarAheadOfEventsThatAreHeldUpDoNotMoveIt() {
        window.add(silent("silent", 2 * DAY, 0));
        window.add(given("ahead", 10 * DAY, 17 * DAY, 0));
        window.add(given("between", 5 * DAY, 6 * DAY, 0));

        assertThat(ids()).containsExactly("silent");
    }

    @Test
    void aPartitionWithNoNegativeYetHoldsBackAll() {
        window.add(silent("silent", 2 * DAY, 0));
        window.add(given("given", DAY, 2 * DAY, 1));

        assertThat(ids()).isEmpty();
    }

    @Test
    void thePartitionThatIsFurthestBehindDecides() {
        window.add(silent("ahead", 9 * DAY, 0));
        window.add(silent("behind", 3 * DAY, 1));

        assertThat(ids()).containsExactly("behind");
    }

    @Test
    void whereSilenceMeansNothingEveryExampleCountsAtOnce() {
        ExampleWindow open = new ExampleWindow(new Training.Window.Examples(100), LabelHorizon.none());
        open.add(given("early", 5 * DAY, 6 * DAY, 0));

        assertThat(open.size()).isEqualTo(1);
    }

    private List<String> ids() {
        return window.all().examples().stream()
                .map(example -> example.row().eventId())
                .toList();
    }

    private static Located silent(String id, long eventTime, int partition) {
        return located(id, "false", eventTime, eventTime + 8 * DAY, LabelSource.SILENCE, partition);
    }

    private static Located given(String id, long eventTime, long labelTime, int partition) {
        return located(id, "true", eventTime, labelTime, LabelSource.GIVEN, partition);
    }

    private static Located located(
            String id, String label, long eventTime, long labelTime, LabelSource source, int partition) {
        FeatureRow row = new FeatureRow(id, eventTime, Map.of(), new FeatureValues(new double[] {1}, new String[] {}));
        return new Located(new Example(row, new Label.Category(label), labelTime, source), partition, eventTime / DAY);
    }
}
