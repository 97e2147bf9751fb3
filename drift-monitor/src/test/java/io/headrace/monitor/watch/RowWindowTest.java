package io.headrace.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.monitor.TestStores;
import io.headrace.monitor.avro.Observation;
import io.headrace.monitor.avro.ScoredRow;
import io.headrace.monitor.avro.StoredRow;
import io.headrace.monitor.avro.WatchState;
import io.headrace.monitor.drift.WindowRule;
import io.headrace.runtime.streams.store.TaskStore;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowWindowTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir
    Path directory;

    private final WatchState state = WatchState.newBuilder().build();
    private MockProcessorContext<Object, Object> context;
    private TaskStore memory;
    private WatchStores stores;

    @BeforeEach
    void open() {
        context = TestStores.context(0, directory);
        memory = TestStores.open(context, WatchProcessor.STORE);
        stores = new WatchStores(context);
    }

    @AfterEach
    void close() {
        TestStores.close(memory);
    }

    @Test
    void endsByRowsAloneWhereThereIsNoCycle() {
        RowWindow window = window(3, Duration.ZERO);
        add(window, 0);
        add(window, 0);

        assertThat(window.endsBefore(0)).isFalse();
        add(window, 0);
        assertThat(window.endsBefore(0)).isTrue();
    }

    @Test
    void spansWholeCyclesOnceItHasEnoughRows() {
        RowWindow window = window(3, Duration.ofDays(1));
        add(window, 0);
        add(window, DAY / 2);
        assertThat(window.endsBefore(DAY)).as("too few rows").isFalse();
        add(window, DAY + 1);

        assertThat(window.endsBefore(DAY + DAY / 2)).as("amid a cycle").isFalse();
        assertThat(window.endsBefore(2 * DAY)).isTrue();
    }

    @Test
    void keepsAnEvenSampleOfALongWindow() {
        RowWindow window = window(100, Duration.ofDays(1));
        for (int row = 0; row < 20_000; row++) {
            add(window, row);
        }

        List<StoredRow> kept = window.openRows().toList();
        assertThat(state.getWindowRows()).isEqualTo(20_000);
        assertThat(kept).hasSizeBetween(70, 200);
        assertThat(kept.stream().mapToLong(StoredRow::getEventTime)).isSorted();
        assertThat(kept.stream().mapToLong(StoredRow::getEventTime).average().orElseThrow())
                .as("from the whole window")
                .isBetween(8_000.0, 12_000.0);
    }

    @Test
    void theWindowBeforeStaysUntilTheNextOneCloses() {
        RowWindow window = window(3, Duration.ZERO);
        for (int row = 0; row < 3; row++) {
            add(window, row);
        }
        window.close();
        add(window, 7);

        assertThat(window.openRows().map(StoredRow::getEventTime)).containsExactly(7L);
        assertThat(LongStream.range(state.getPreviousBlock(), state.getPreviousEnd())
                        .boxed()
                        .flatMap(block -> stores.rows(block).stream())
                        .map(StoredRow::getEventTime))
                .containsExactly(0L, 1L, 2L);
    }

    @Test
    void keepsNoBlockOfAWindowThatIsOver() {
        RowWindow window = window(100, Duration.ofDays(1));
        for (int round = 0; round < 5; round++) {
            for (int row = 0; row < 1_000; row++) {
                add(window, row);
            }
            window.close();
        }
        memory.flushCache();

        assertThat(LongStream.range(0, state.getOpenBlock())
                        .filter(block -> !stores.rows(block).isEmpty()))
                .as("those of the window before")
                .isNotEmpty()
                .allMatch(block -> block >= state.getPreviousBlock());
    }

    @Test
    void goesOnInTheBlockThatWasBeingFilled() {
        RowWindow window = window(1000, Duration.ZERO);
        for (int row = 0; row < RowWindow.BLOCK_ROWS + 10; row++) {
            add(window, row);
        }
        window.write();
        RowWindow after = window(1000, Duration.ZERO);
        add(after, RowWindow.BLOCK_ROWS + 10);

        assertThat(after.openRows().map(StoredRow::getEventTime))
                .containsExactlyElementsOf(LongStream.rangeClosed(0, RowWindow.BLOCK_ROWS + 10)
                        .boxed()
                        .toList());
    }

    private RowWindow window(int rows, Duration cycle) {
        AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", "mock://row-window"));
        return new RowWindow(new WindowRule(rows, cycle), stores, state, new StoredRows(serdes));
    }

    private void add(RowWindow window, long time) {
        ScoredRow row = new ScoredRow(ByteBuffer.allocate(0));
        window.add(new Observation(0, "e" + state.getNextRow(), time, time, "p@1", 0.5, row), row, time);
    }
}
