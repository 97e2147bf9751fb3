package io.headrace.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.ProblemKind;
import io.headrace.schemas.definition.Training;
import io.headrace.schemas.feature.Example;
import io.headrace.trainer.Synthetic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExampleWindowTest {

    private static final long MINUTE = Synthetic.STEP;

    @Property(tries = 100)
    void theNewestByLabelTimeAreKeptHoweverPartitionsInterleave(
            @ForAll int seed, @ForAll @IntRange(min = 1, max = 60) int capacity) {
        List<Located> examples = located(80);
        List<Located> interleaved = new ArrayList<>(examples);
        Collections.shuffle(interleaved, new Random(seed));
        ExampleWindow window = new ExampleWindow(new Training.Window.Examples(capacity));
        interleaved.forEach(window::add);

        List<Example> naive = examples.stream()
                .map(Located::example)
                .sorted(Comparator.comparingLong(Example::labelTime)
                        .thenComparingLong(example -> example.row().eventTime()))
                .toList();
        assertThat(window.all().examples()).isEqualTo(naive.subList(80 - capacity, 80));
    }

    @Property(tries = 100)
    void readingAgainFromTheFirstOffsetsGivesTheSameWindow(@ForAll int seed) {
        List<Located> examples = located(80);
        List<Located> interleaved = new ArrayList<>(examples);
        Collections.shuffle(interleaved, new Random(seed));
        ExampleWindow window = new ExampleWindow(new Training.Window.Examples(30));
        interleaved.forEach(window::add);
        Selection before = window.all();

        ExampleWindow again = new ExampleWindow(new Training.Window.Examples(30));
        examples.stream()
                .filter(located -> located.offset() >= before.firsts().getOrDefault(located.partition(), 80L))
                .forEach(again::add);

        assertThat(again.all()).isEqualTo(before);
    }

    @Test
    void aWindowByTimeHoldsWhatLiesWithinItsLengthOfTheNewest() {
        ExampleWindow window = new ExampleWindow(new Training.Window.Time(Duration.ofMinutes(10)));
        located(40).forEach(window::add);

        assertThat(window.all().examples()).hasSize(11);
    }

    @Test
    void whatWasLetGoStaysAway() {
        ExampleWindow window = new ExampleWindow(new Training.Window.Examples(100));
        List<Located> examples = located(40);
        examples.subList(0, 30).forEach(window::add);
        window.forgetBefore(Synthetic.START + 20 * MINUTE);

        assertThat(window.add(examples.get(3))).isFalse();
        assertThat(window.add(examples.get(35))).isTrue();
        assertThat(window.size()).isEqualTo(11);
        assertThat(window.floor()).hasValue(Synthetic.START + 20 * MINUTE);
    }

    @Test
    void anExampleReadTwiceCountsOnce() {
        ExampleWindow window = new ExampleWindow(new Training.Window.Examples(100));
        Located one = located(1).getFirst();

        assertThat(window.add(one)).isTrue();
        assertThat(window.add(one)).isFalse();
    }

    @Test
    void aSelectionSinceAChangeNamesItsFirstOffsets() {
        ExampleWindow window = new ExampleWindow(new Training.Window.Examples(100));
        located(40).forEach(window::add);

        Selection selection = window.since(Synthetic.START + 21 * MINUTE);

        assertThat(selection.examples()).hasSize(19);
        assertThat(selection.firsts()).isEqualTo(Map.of(0, 11L, 1, 10L));
        assertThat(window.countSince(Synthetic.START + 21 * MINUTE)).isEqualTo(19);
    }

    /** In two partitions, by turns. */
    static List<Located> located(int count) {
        List<Example> examples = Synthetic.examples(ProblemKind.BINARY, count, 1);
        return IntStream.range(0, count)
                .mapToObj(i -> new Located(examples.get(i), i % 2, i / 2))
                .toList();
    }
}
