package io.headrace.standalone.replay;

import io.headrace.connectors.csv.BrokenRows;
import io.headrace.connectors.csv.RowEncoder;
import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.embedded.StartFailure;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.Label;
import io.headrace.schemas.quarantine.QuarantineRecord;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file's rows in steps: first all labels that become known in the step, each with the event time at which it does, then
 * the events. A label that lies there before its time changes nothing, since features take in what was known at an event's time; so
 * what comes of a step does not depend on which of the two is read first or how fast.
 */
final class ReplayFeed implements AutoCloseable {

    private static final String APP = "replay";

    private final CsvFeed rows;
    private final Topics topics;
    private final RowEncoder encoder;
    private final Producer<String, byte[]> producer;
    private final RowNumbers numbers;
    private final BiConsumer<Long, Label> known;
    private final ReplayRequest request;
    private final long labelsWithin;
    private final Deque<Awaiting> awaiting = new ArrayDeque<>();
    private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    private long newest = Long.MIN_VALUE;
    private long read;
    private long tooLate;

    private record Awaiting(long row, String id, Object key, long time, Label label) {}

    /**
     * @param request its {@code rows} are read, though a file may have got more since they were counted
     * @param known told each label with its row, from 0, once it is sent
     */
    ReplayFeed(
            ReplayRequest request,
            PipelineDefinition definition,
            AvroSerdes serdes,
            Producer<String, byte[]> producer,
            RowNumbers numbers,
            BiConsumer<Long, Label> known) {
        this.request = request;
        this.rows = CsvFeed.open(request.sources(), definition);
        this.topics = new Topics(definition.pipeline());
        this.encoder = new RowEncoder(CsvTarget.of(definition), definition.pipeline(), serdes);
        this.producer = producer;
        this.labelsWithin = definition.labels().within().toMillis();
        this.numbers = numbers;
        this.known = known;
    }

    /** Rows sent so far, broken ones included. */
    long read() {
        return read;
    }

    /** Labels that became known later than the definition's {@code labels.within} allows, and so count for nothing. */
    long tooLate() {
        return tooLate;
    }

    /**
     * Sends one step and waits until the broker has it.
     *
     * @return whether there may be more; after the last row's step all labels still awaited are sent
     */
    boolean step() {
        List<CsvEvent> events = Stream.generate(rows::next)
                .limit(Math.min(request.stepRows(), request.rows() - read))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .map(event -> encoder.fitting(event, topics.raw(), topics.labels()))
                .toList();
        boolean more = events.size() == request.stepRows();
        events.forEach(this::label);
        if (!more) {
            while (!awaiting.isEmpty()) {
                send(awaiting.removeFirst());
            }
        }
        flush();
        events.forEach(this::event);
        flush();
        return more;
    }

    private void send(ProducerRecord<String, byte[]> record) {
        var _ = producer.send(record, (_, failure) -> {
            if (failure != null) {
                failed.compareAndSet(null, failure);
            }
        });
    }

    private void flush() {
        producer.flush();
        Exception failure = failed.get();
        if (failure != null) {
            throw new StartFailure(
                    "the broker did not take the rows up to " + read + ": " + failure.getMessage(), failure);
        }
    }

    /** Notes the row's label, and sends those that become known once it is scored. */
    private void label(CsvEvent event) {
        long row = event.place().row() - 1;
        if (event instanceof CsvEvent.Read read) {
            newest = Math.max(newest, read.time());
            boolean first = numbers.note(read.id(), read.time(), row);
            read.label()
                    .filter(_ -> first)
                    .ifPresent(
                            label -> awaiting.add(new Awaiting(row, read.id(), encoder.id(read), read.time(), label)));
        }
        while (!awaiting.isEmpty() && awaiting.getFirst().row() <= row - request.labelDelay()) {
            send(awaiting.removeFirst());
        }
    }

    /** Known right after the newest event by then: an event of the same millisecond was scored without it. */
    private void send(Awaiting due) {
        long knownAt = newest + 1;
        tooLate += knownAt - due.time() > labelsWithin ? 1 : 0;
        byte[] value = encoder.label(topics.labels(), due.key(), due.label(), knownAt);
        send(new ProducerRecord<>(topics.labels(), null, knownAt, due.id(), value));
        known.accept(due.row(), due.label());
    }

    private void event(CsvEvent event) {
        read++;
        switch (event) {
            case CsvEvent.Read one ->
                send(new ProducerRecord<>(topics.raw(), null, one.time(), one.id(), encoder.event(topics.raw(), one)));
            case CsvEvent.Broken broken -> broken(broken);
        }
    }

    private void broken(CsvEvent.Broken row) {
        long time = Math.max(0, newest);
        QuarantineRecord kept = BrokenRows.record(row, topics.raw(), time, APP);
        send(new ProducerRecord<>(topics.quarantine(), null, time, null, kept.value(), kept.headers()));
    }

    @Override
    public void close() {
        rows.close();
    }
}
