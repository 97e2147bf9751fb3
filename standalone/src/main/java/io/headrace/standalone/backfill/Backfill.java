package io.headrace.standalone.backfill;

import io.headrace.features.app.output.ExampleWriter;
import io.headrace.features.app.output.FeatureOutput;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.feature.FeatureRecords;
import io.headrace.schemas.serde.AvroSerdes;
import io.headrace.schemas.topics.RecordSize;
import io.headrace.schemas.topics.TopicLimits;
import io.headrace.schemas.topics.Topics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Computes the rows and examples of history: the same cleaning, features and label join as the stream, without a broker between.
 *
 * <p>Batches go through five steps. Reading and cleaning ({@link EventCleaner}), answering ({@link StageWorker}) and making rows are shared out
 * over the threads: the first and the last by events, answering by entities, each of which belongs to one worker. What depends on the order
 * of all ({@link Sequencer}) and writing are done for one batch after the other. Each step of a batch waits for the step before it, and
 * for itself in the batch before, and for nothing else, so while one batch is written the next ones are under way. The result does not
 * depend on the number of threads.
 *
 * <p>States are in memory, and so is what waits for its label.
 */
public final class Backfill {

    /** So large that an entity which comes often is met several times: its state is fetched from memory once. */
    private static final int BATCH = 16_384;

    private static final int CHUNK = 1024;

    /** Batches under way at once. */
    private static final int AHEAD = 4;

    private final Source source;
    private final Output output;
    private final Settings settings;
    private final EventCleaner cleaner;
    private final Sequencer sequencer;
    private final List<StageWorker> workers;
    private final FeatureProgram program;
    private final FeatureRecords records;
    private final Topics topics;
    private final Serializer<GenericRecord> rows;
    private final ExampleWriter examples;
    private final Semaphore free = new Semaphore(AHEAD);
    private long read;
    private long rowsWritten;
    private long examplesWritten;

    /**
     * Events of which rows are written; all are read, since those before are what these look back on.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds, not included
     */
    public record Span(long from, long to) {

        public static final Span ALL = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean contains(long time) {
            return from <= time && time < to;
        }
    }

    /**
     * How it is done.
     *
     * @param references what lookups find; there is no other history of theirs
     * @param threads 1 or more
     */
    public record Settings(Span span, References references, int threads) {

        /** Of all events, without lookups. */
        public static Settings ofAll(int threads) {
            return new Settings(Span.ALL, References.NONE, threads);
        }
    }

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Some more was read.
         *
         * @param events so far
         * @param share of everything, from 0 to 1; NaN where it is not known
         */
        void read(long events, double share);
    }

    public Backfill(PipelineDefinition definition, AvroSerdes serdes, Source source, Output output, Settings settings) {
        this.source = source;
        this.output = output;
        this.settings = settings;
        this.program = FeatureProgram.compile(definition);
        this.records = new FeatureRecords(definition);
        this.topics = new Topics(definition.pipeline());
        this.cleaner = new EventCleaner(definition, program);
        this.sequencer = new Sequencer(definition, program, source);
        this.workers = IntStream.range(0, settings.threads())
                .mapToObj(number -> new StageWorker(program, number, settings.threads()))
                .toList();
        this.rows = serdes.generic(records.schemas().features()).serializer();
        this.examples = new ExampleWriter(new FeatureOutput.Means(records, serdes, topics, Optional.empty()));
    }

    /** Reads to the end; from the checkpoint on, where the output and the source have one. */
    public BackfillCounts run(Progress progress) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(workers.size())) {
            Steps steps = new Steps(pool);
            try {
                goOn();
                for (List<Incoming> batch = source.next(BATCH); !batch.isEmpty(); batch = source.next(BATCH)) {
                    free.acquire();
                    steps.batch(batch);
                    read += batch.stream()
                            .filter(Incoming.Event.class::isInstance)
                            .count();
                    progress.read(read, source.share());
                    if (isCheckpointDue()) {
                        steps.rest();
                        output.checkpoint().orElseThrow().write(parts());
                    }
                }
                steps.finish();
            } catch (CompletionException e) {
                pool.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
        output.complete();
        return sequencer.counts(source.refusedLabels(), rowsWritten, examplesWritten);
    }

    private boolean isCheckpointDue() {
        return source.place().isPresent()
                && output.checkpoint().map(Checkpoint::isDue).orElse(false);
    }

    private void goOn() {
        if (source.place().isPresent()) {
            output.checkpoint().filter(Checkpoint::isThere).ifPresent(checkpoint -> checkpoint.read(parts()));
        }
    }

    /** All that what comes next depends on; nothing is under way. */
    private List<Resumable> parts() {
        List<Resumable> parts = new ArrayList<>();
        parts.add(new Counted());
        source.place().ifPresent(parts::add);
        parts.add(sequencer);
        parts.addAll(workers);
        parts.addAll(output.parts());
        return parts;
    }

    /** What was counted. */
    private final class Counted implements Resumable {

        @Override
        public void save(DataOutputStream out) throws IOException {
            out.writeLong(read);
            out.writeLong(rowsWritten);
            out.writeLong(examplesWritten);
        }

        @Override
        public void restore(DataInputStream in) throws IOException {
            read = in.readLong();
            rowsWritten = in.readLong();
            examplesWritten = in.readLong();
        }
    }

    /** The steps of one batch after another. */
    private final class Steps {

        private final ExecutorService pool;
        private CompletableFuture<?> sequenced = CompletableFuture.completedFuture("");
        private final List<CompletableFuture<?>> answered =
                new ArrayList<>(Collections.nCopies(workers.size(), CompletableFuture.completedFuture("")));
        private CompletableFuture<?> written = CompletableFuture.completedFuture("");

        Steps(ExecutorService pool) {
            this.pool = pool;
        }

        void batch(List<Incoming> batch) {
            if (written.isCompletedExceptionally()) {
                written.join();
            }
            List<CleanedInput> tried = new ArrayList<>(Collections.nCopies(batch.size(), new CleanedInput.Refused("")));
            CompletableFuture<?> cleaned = inChunks(
                    CompletableFuture.completedFuture(batch.size()),
                    batch.size(),
                    i -> tried.set(i, cleaner.clean(batch.get(i))));
            go(cleaned.thenCombineAsync(sequenced, (_, _) -> sequencer.take(tried), pool));
        }

        /** Waits until all that was begun is written; fails where that has failed, so that no checkpoint is made of it. */
        void rest() {
            written.join();
        }

        void finish() throws InterruptedException {
            free.acquire();
            go(sequenced.thenApplyAsync(_ -> sequencer.finish(), pool));
            written.join();
        }

        private void go(CompletableFuture<List<Work>> works) {
            sequenced = works;
            for (int i = 0; i < workers.size(); i++) {
                StageWorker worker = workers.get(i);
                answered.set(
                        i,
                        works.thenCombineAsync(
                                answered.get(i),
                                (todo, _) -> {
                                    worker.work(todo);
                                    return todo;
                                },
                                pool));
            }
            written = CompletableFuture.allOf(answered.toArray(CompletableFuture[]::new))
                    .thenCompose(_ -> {
                        List<Work> todo = works.join();
                        return inChunks(works, todo.size(), i -> make(todo.get(i)));
                    })
                    .thenCombineAsync(
                            written,
                            (_, _) -> {
                                works.join().forEach(Backfill.this::write);
                                free.release();
                                return "";
                            },
                            pool)
                    .whenComplete((_, failure) -> {
                        if (failure != null) {
                            free.release(AHEAD);
                        }
                    });
        }

        private CompletableFuture<?> inChunks(CompletableFuture<?> after, int size, Consumer<Integer> each) {
            List<CompletableFuture<?>> chunks = new ArrayList<>();
            for (int from = 0; from < size; from += CHUNK) {
                int start = from;
                int end = Math.min(size, from + CHUNK);
                chunks.add(after.thenRunAsync(
                        () -> {
                            for (int i = start; i < end; i++) {
                                each.accept(i);
                            }
                        },
                        pool));
            }
            return CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new));
        }
    }

    private void make(Work work) {
        if (work instanceof Work.Answer event) {
            settings.references().answer(program, event.event(), event.answers);
            event.made(rows.serialize(topics.features(), records.toRecord(program.row(event.event(), event.answers))));
        }
    }

    private void write(Work work) {
        switch (work) {
            case Work.Answer event -> {
                if (settings.span().contains(event.time) && fits(event)) {
                    output.row(event.id, event.time, event.row());
                    rowsWritten++;
                }
            }
            case Work.Example(Work.Answer event, var label, long labelTime, var source) -> {
                if (settings.span().contains(event.time) && fits(event)) {
                    output.example(
                            event.id,
                            event.time,
                            examples.write(event.row(), label, labelTime, source)
                                    .bytes());
                    examplesWritten++;
                }
            }
            case Work.Learn _ -> {}
        }
    }

    /** The stream quarantines an event whose row is larger. */
    private static boolean fits(Work.Answer event) {
        return event.row().length < TopicLimits.FEATURES / 2
                || RecordSize.of(event.id.getBytes(StandardCharsets.UTF_8), event.row(), new RecordHeaders())
                        <= TopicLimits.FEATURES;
    }
}
