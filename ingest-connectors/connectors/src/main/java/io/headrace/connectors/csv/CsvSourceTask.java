package io.headrace.connectors.csv;

import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.serde.AvroSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of files. Each record carries as its source offset what has been sent once it has; a start goes on from
 * there, so that nothing is lost and, where the worker writes offsets and records in one transaction, nothing is sent twice.
 */
public final class CsvSourceTask extends SourceTask {

    private static final long PAUSE_MILLIS = 200;

    private final long pauseMillis;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile CsvProgress progress = CsvProgress.NONE;
    private @Nullable RowSender sender;

    /** For Kafka Connect, which then calls {@link #start}. */
    public CsvSourceTask() {
        this(PAUSE_MILLIS);
    }

    /** @param pauseMillis between two looks at a file that has no more for now */
    CsvSourceTask(long pauseMillis) {
        this.pauseMillis = pauseMillis;
    }

    @Override
    public String version() {
        return CsvSourceConnector.VERSION;
    }

    @Override
    public void start(Map<String, String> properties) {
        CsvConfig config = new CsvConfig(properties);
        Optional<CsvOffset> from = CsvOffset.of(context.offsetStorageReader().offset(CsvOffset.PARTITION));
        stopped = new CountDownLatch(1);
        TaskMetrics.register(context, () -> progress);
        try {
            RowSender started = RowSender.start(config, AvroSerdes.of(properties), from);
            progress = started.progress();
            sender = started;
        } catch (CsvProblem e) {
            throw new ConnectException(e.getMessage(), e);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        RowSender now = sender;
        if (now == null || stopped.getCount() == 0) {
            return null;
        }
        try {
            List<SourceRecord> records = now.next();
            progress = now.progress();
            if (records.isEmpty()) {
                boolean unusedIsStopped = stopped.await(pauseMillis, TimeUnit.MILLISECONDS);
                return null;
            }
            return records;
        } catch (CsvProblem e) {
            throw new ConnectException(e.getMessage(), e);
        }
    }

    /** The files are closed when the task starts again or is let go of: another thread may be reading. */
    @Override
    public void stop() {
        stopped.countDown();
    }
}
