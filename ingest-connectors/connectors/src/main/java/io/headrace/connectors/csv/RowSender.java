package io.headrace.connectors.csv;

import io.headrace.connectors.csv.CsvOffset.Place;
import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRecord;
import io.headrace.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Rows as records. After the event of row r come the labels of the rows up to r less the delay. On a start the rows from the
 * oldest one with a label still to be sent are read again, and only what was not sent is.
 */
final class RowSender {

    private static final String APP = "csv";

    /** Of the rows' text: what is handed over at once is in memory at once. */
    private static final long BATCH_BYTES = 8 << 20;

    private final FileSequence files;
    private final RowEncoder encoder;
    private final int delay;
    private final int batch;
    private final String events;
    private final String labels;
    private final String quarantine;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long sent;
    private long time;
    private long broken;

    /** A row whose label has not been sent. */
    private record Waiting(Place place, long row, Object id, String key, long time, Label label) {}

    private RowSender(CsvConfig config, AvroSerdes serdes, FileSequence files, long sent, long time) {
        this.files = files;
        this.encoder = new RowEncoder(config.target(), config.pipeline(), serdes);
        this.delay = config.getInt(CsvConfig.LABEL_DELAY);
        this.batch = config.getInt(CsvConfig.BATCH);
        this.events = config.topic(CsvConfig.TOPIC_EVENTS);
        this.labels = config.topic(CsvConfig.TOPIC_LABELS);
        this.quarantine = config.topic(CsvConfig.TOPIC_QUARANTINE);
        this.sent = sent;
        this.time = time;
    }

    static RowSender start(CsvConfig config, AvroSerdes serdes, Optional<CsvOffset> from) {
        FileSequence files = FileSequence.open(config, from, System::currentTimeMillis);
        return new RowSender(
                config,
                serdes,
                files,
                from.map(CsvOffset::row).orElse(0L),
                from.map(CsvOffset::time).orElse(0L));
    }

    /** What has been handed over so far. */
    CsvProgress progress() {
        return new CsvProgress(sent, broken, waiting.size());
    }

    /** Some records; none where the files have no more for now. */
    List<SourceRecord> next() {
        List<SourceRecord> records = new ArrayList<>();
        long bytes = 0;
        while (records.size() < batch && bytes < BATCH_BYTES) {
            Place before = files.place();
            Optional<CsvEvent> event = nextUnless(records);
            if (event.isEmpty()) {
                break;
            }
            bytes += event.get().text().remaining();
            switch (encoder.fitting(event.get(), events, labels)) {
                case CsvEvent.Read read -> row(before, read, records);
                case CsvEvent.Broken broken -> row(broken, records);
            }
        }
        return records;
    }

    /** What was read before a file that cannot be is sent; the next call tells of the file. */
    private Optional<CsvEvent> nextUnless(List<SourceRecord> before) {
        try {
            return files.next();
        } catch (CsvProblem e) {
            if (before.isEmpty()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void row(Place before, CsvEvent.Read read, List<SourceRecord> into) {
        boolean known = read.place().row() <= sent;
        read.label()
                .ifPresent(label -> waiting.add(
                        new Waiting(before, read.place().row(), encoder.id(read), read.id(), read.time(), label)));
        if (!known) {
            sent = read.place().row();
            time = read.time();
            into.add(record(events, Optional.of(read.id()), encoder.event(events, read), time));
        }
        // A row that was sent before may have been the last one, with its labels still to come.
        if (read.place().row() >= sent) {
            dueLabels(into);
        }
    }

    private void row(CsvEvent.Broken broken, List<SourceRecord> into) {
        if (broken.place().row() > sent) {
            sent = broken.place().row();
            this.broken++;
            into.add(quarantined(broken));
        }
        if (broken.place().row() >= sent) {
            dueLabels(into);
        }
    }

    private void dueLabels(List<SourceRecord> into) {
        while (!waiting.isEmpty() && waiting.getFirst().row() <= sent - delay) {
            Waiting due = waiting.removeFirst();
            long knownAt = Math.max(time, due.time());
            into.add(record(
                    labels, Optional.of(due.key()), encoder.label(labels, due.id(), due.label(), knownAt), knownAt));
        }
    }

    private SourceRecord record(String topic, Optional<String> key, byte[] value, long timestamp) {
        Place place = waiting.isEmpty() ? files.place() : waiting.getFirst().place();
        return new SourceRecord(
                CsvOffset.PARTITION,
                new CsvOffset(place, sent, time, files.header(), files.before(place.file())).toMap(),
                topic,
                null,
                key.isPresent() ? Schema.STRING_SCHEMA : null,
                key.orElse(null),
                Schema.BYTES_SCHEMA,
                value,
                timestamp);
    }

    private SourceRecord quarantined(CsvEvent.Broken broken) {
        QuarantineRecord kept = BrokenRows.record(broken, events, time, APP);
        SourceRecord record =
                record(quarantine, Optional.empty(), Objects.requireNonNull(kept.value(), "a row has a text"), time);
        ConnectHeaders headers = (ConnectHeaders) record.headers();
        kept.headers()
                .forEach(header -> headers.addString(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return record;
    }
}
