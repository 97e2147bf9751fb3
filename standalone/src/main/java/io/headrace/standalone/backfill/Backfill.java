package io.headrace.standalone.backfill;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.EventStream;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.serde.AvroSerdes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Computes the rows and examples of history, or what features are to know of it: the same cleaning, features and label join as the stream, without a broker
 * between.
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
    private final Product product;
    private final EventCleaner cleaner;
    private final Sequencer sequencer;
    private final List<StageWorker> workers;
    private final Semaphore free = new Semaphore(AHEAD);
    private long read;

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

    private Backfill(
            PipelineDefinition definition, FeatureProgram program, Source source, Product product, int threads) {
        this.source = source;
        this.product = product;
        requireStreams(definition, source.lanes());
        this.cleaner = new EventCleaner(definition, program, source.lanes());
        this.sequencer = new Sequencer(definition, program, source, cleaner);
        this.workers = IntStream.range(0, threads)
                .mapToObj(
                        number -> new StageWorker(product.isAnswered() ? program.stages() : List.of(), number, threads))
                .toList();
    }

    /** Of rows and examples. */
    public static Backfill ofRows(
            PipelineDefinition definition, AvroSerdes serdes, Source source, Output output, Settings settings) {
        FeatureProgram program = FeatureProgram.compile(definition);
        Product product = new RowsAndExamples(definition, program, serdes, output, settings);
        return new Backfill(definition, program, source, product, settings.threads());
    }

    /** Of what a features app is to know of the past. */
    public static Backfill ofPast(
            PipelineDefinition definition, AvroSerdes serdes, Source source, HistoryTopic topic, Settings settings) {
        FeatureProgram program = FeatureProgram.compile(definition);
        Product product = new Past(definition, program, serdes, topic, settings.span());
        return new Backfill(definition, program, source, product, settings.threads());
    }

    private static void requireStreams(PipelineDefinition definition, Lanes lanes) {
        Set<String> streams =
                definition.streams().stream().map(EventStream::name).collect(Collectors.toSet());
        if (!lanes.streams().keySet().equals(streams)) {
            throw new IllegalArgumentException(
                    "the source has the streams " + lanes.streams().keySet() + ", and the definition " + streams);
        }
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
                        product.destination().checkpoint().orElseThrow().write(parts());
                    }
                }
                steps.finish();
            } catch (CompletionException e) {
                pool.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure ? failure : e;
            }
        }
        product.destination().complete();
        return sequencer.counts(source.refusedLabels(), product.rows(), product.examples());
    }

    private boolean isCheckpointDue() {
        return source.place().isPresent()
                && product.destination().checkpoint().map(Checkpoint::isDue).orElse(false);
    }

    private void goOn() {
        if (source.place().isPresent()) {
            product.destination()
                    .checkpoint()
                    .filter(Checkpoint::isThere)
                    .ifPresent(checkpoint -> checkpoint.read(parts()));
        }
    }

    /** All that what comes next depends on; nothing is under way. */
    private List<Resumable> parts() {
        List<Resumable> parts = new ArrayList<>();
        parts.add(new Counted());
        source.place().ifPresent(parts::add);
        parts.add(sequencer);
        parts.addAll(workers);
        parts.add(product);
        parts.addAll(product.destination().parts());
        return parts;
    }

    /** What was counted. */
    private final class Counted implements Resumable {

        @Override
        public void save(DataOutputStream out) throws IOException {
            out.writeLong(read);
        }

        @Override
        public void restore(DataInputStream in) throws IOException {
            read = in.readLong();
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
            List<CleanedInput> tried =
                    new ArrayList<>(Collections.nCopies(batch.size(), new CleanedInput.Refused(0, "")));
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
                                works.join().forEach(product::write);
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
            event.made(product.make(event));
        }
    }
}
