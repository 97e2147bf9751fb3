package io.headrace.benchmarks.backfill;

import io.headrace.benchmarks.process.BenchFailure;
import io.headrace.benchmarks.process.ChildProcess;
import io.headrace.benchmarks.results.Machine;
import io.headrace.benchmarks.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** {@code ./headrace backfill} and a database compute the same features of the same file, in turn, each as a process of its own. */
public final class BackfillBench {

    /** Ten minutes. */
    private static final int LABEL_DELAY_ROWS = 600;

    private static final double NANOS = 1e9;

    /** One of those compared. */
    interface Contender {

        String name();

        /** Computes all, and writes the result to a path that is not there. */
        void compute(Path into);
    }

    private BackfillBench() {}

    /**
     * Measures.
     *
     * @param home the checkout, built
     * @param work a directory to write to
     */
    public static BackfillResults run(
            BackfillOptions options, Path home, Path work, String commit, Consumer<String> said) {
        Path csv = new History().write(work.resolve("events.csv"), options.events());
        Path definition = Workload.wide("checkout").write(work.resolve("definition"));
        return run(options, csv, List.of(ours(home, definition, csv), duckDb(csv)), commit, said);
    }

    static BackfillResults run(
            BackfillOptions options, Path csv, List<Contender> contenders, String commit, Consumer<String> said) {
        List<List<Double>> seconds =
                contenders.stream().<List<Double>>map(_ -> new ArrayList<>()).toList();
        long[] bytes = new long[contenders.size()];
        for (int repetition = 0; repetition < options.repetitions(); repetition++) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get(i);
                said.accept(contender.name() + ", repetition " + (repetition + 1));
                Path into = csv.resolveSibling("result-" + repetition + "-" + i);
                long began = System.nanoTime();
                contender.compute(into);
                seconds.get(i).add((System.nanoTime() - began) / NANOS);
                bytes[i] = size(into);
            }
        }
        List<BackfillRun> runs = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            runs.add(new BackfillRun(contenders.get(i).name(), seconds.get(i), bytes[i]));
        }
        return new BackfillResults(Machine.here(), commit, options, size(csv), runs);
    }

    private static Contender ours(Path home, Path definition, Path csv) {
        return new Command("headrace backfill") {
            @Override
            List<String> command(Path into) {
                return List.of(
                        home.resolve("headrace").toString(),
                        "backfill",
                        "-f",
                        definition.toString(),
                        "--source",
                        csv.toString(),
                        "--label-delay=" + LABEL_DELAY_ROWS,
                        "--into",
                        into.toString());
            }
        };
    }

    private static Contender duckDb(Path csv) {
        return new Command("DuckDB") {
            @Override
            List<String> command(Path into) {
                return ChildProcess.main(DuckDb.class, csv.toString(), into.toString());
            }
        };
    }

    private abstract static class Command implements Contender {

        private final String name;

        Command(String name) {
            this.name = name;
        }

        abstract List<String> command(Path into);

        @Override
        public String name() {
            return name;
        }

        @Override
        public void compute(Path into) {
            Path said = into.resolveSibling(into.getFileName() + ".out");
            try (ChildProcess process =
                    ChildProcess.start(name, said, command(into), Map.of("HEADRACE_NO_BUILD", "true"))) {
                process.awaitEnd();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchFailure("interrupted while " + name + " worked", e);
            }
        }
    }

    private static long size(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
