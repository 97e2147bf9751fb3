package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineName;
import io.headrace.standalone.system.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where systems keep their data unless told otherwise, below the folder one works in. */
final class DataDirectories {

    private static final Path HOME = Path.of(".headrace");
    private static final int DEPTH = 3;

    private DataDirectories() {}

    /** What {@code up} uses. */
    static Path of(PipelineName pipeline) {
        return HOME.resolve("up").resolve(pipeline.value());
    }

    /**
     * The one on which a system runs.
     *
     * @throws NothingRuns where there is none
     * @throws WrongArguments where there are several
     */
    static Path running() {
        return running(HOME);
    }

    static Path running(Path home) {
        List<Path> running = candidates(home).stream()
                .filter(data -> RunningSystem.process(data).isPresent())
                .toList();
        if (running.size() > 1) {
            throw new WrongArguments("several systems run: "
                    + running.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + "; name one with --data DIR");
        }
        return running.stream()
                .findFirst()
                .orElseThrow(
                        () -> new NothingRuns(
                                "nothing runs in "
                                        + home.toAbsolutePath().normalize()
                                        + "; start a pipeline with ./headrace up -f PIPELINE.yaml, or name its directory with --data DIR"));
    }

    /** The process that runs on a directory. */
    static Optional<ProcessHandle> process(Path data) {
        return RunningSystem.process(data);
    }

    private static List<Path> candidates(Path home) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(
                home, DEPTH, (path, _) -> path.getFileName().toString().equals(RunningSystem.FILE))) {
            return files.map(file -> Optional.ofNullable(file.getParent()).orElse(home))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
