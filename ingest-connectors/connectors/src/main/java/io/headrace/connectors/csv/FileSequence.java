package io.headrace.connectors.csv;

import io.headrace.connectors.csv.CsvOffset.Place;
import io.headrace.connectors.csv.reading.CsvEvent;
import io.headrace.connectors.csv.reading.CsvFeed;
import io.headrace.connectors.csv.reading.CsvFile;
import io.headrace.connectors.csv.reading.CsvPosition;
import io.headrace.connectors.csv.reading.CsvProblem;
import io.headrace.connectors.csv.reading.CsvRecords;
import io.headrace.connectors.csv.reading.CsvRow;
import io.headrace.connectors.csv.reading.CsvTarget;
import io.headrace.schemas.definition.CsvDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The events of files one after another, the last of which may grow. Not thread-safe. */
final class FileSequence implements AutoCloseable {

    private final List<Path> files;
    private final CsvDialect dialect;
    private final CsvTarget target;
    private final long tailWaitMillis;
    private final LongSupplier clock;
    private final Map<String, FilesBefore> before = new HashMap<>();

    private int index;
    private CsvFile current;
    private CsvRecords records;
    private boolean packed;

    /** Of the file that is read; where the system has none, null. */
    private @Nullable Object key;

    private FileSequence(
            List<Path> files,
            CsvDialect dialect,
            CsvTarget target,
            int index,
            CsvFile current,
            long tailWaitMillis,
            LongSupplier clock) {
        this.files = files;
        this.dialect = dialect;
        this.target = target;
        this.index = index;
        this.current = current;
        this.tailWaitMillis = tailWaitMillis;
        this.clock = clock;
        this.records = CsvRecords.of(target, dialect, current.path(), current.columns());
        this.packed = isPacked(current.path());
        this.key = attributes(current.path()).fileKey();
    }

    /**
     * @param from where to go on; empty: at the beginning of the first file
     * @param clock milliseconds since 1970, as files' changes are dated
     * @throws CsvProblem where the files are not those that were read before
     */
    static FileSequence open(CsvConfig config, Optional<CsvOffset> from, LongSupplier clock) {
        List<Path> files = config.files();
        CsvDialect dialect = config.dialect();
        Place place = from.map(CsvOffset::place)
                .orElseGet(() -> new Place(files.getFirst().toString(), CsvPosition.START, 0));
        int index = files.stream().map(Path::toString).toList().indexOf(place.file());
        if (index < 0) {
            throw new CsvProblem(
                    Path.of(place.file()),
                    "was read up to line " + place.position().line() + " and is no longer among the files; put it back,"
                            + " or give the connector another name to begin anew");
        }
        from.flatMap(offset -> offset.before().newcomer(files.subList(0, index)))
                .ifPresent(newcomer -> {
                    throw new CsvProblem(
                            newcomer,
                            "stands before " + place.file() + ", which was read up to line "
                                    + place.position().line()
                                    + ", and was not read; put it behind the last file, or give the connector another name to begin anew");
                });
        CsvFile current = CsvFile.open(files.get(index), dialect, place.position(), place.rowsBefore());
        try {
            FileSequence sequence = new FileSequence(
                    files, dialect, config.target(), index, current, config.getLong(CsvConfig.TAIL_WAIT), clock);
            from.map(CsvOffset::header)
                    .filter(header -> !header.equals(sequence.header()))
                    .ifPresent(_ -> {
                        throw new CsvProblem(
                                files.get(0),
                                "its header is not the one it had when it was read up to line "
                                        + place.position().line() + "; found "
                                        + String.join(",", current.columns())
                                        + "; a file with other columns is another source: give the connector another name");
                    });
            return sequence;
        } catch (CsvProblem e) {
            current.close();
            throw e;
        }
    }

    /** What the path names now: with a file moved over it, its key is another one. */
    private static BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            throw new CsvProblem(file, "there is no such file");
        }
    }

    private static boolean isPacked(Path file) {
        return CsvFile.isPacked(file);
    }

    /** The header, shortened to what tells it from others. */
    String header() {
        return Integer.toHexString(current.columns().hashCode());
    }

    /** Before the next row. */
    Place place() {
        return new Place(current.path().toString(), current.position(), current.rowsRead());
    }

    /** Those read before a file of the list. */
    FilesBefore before(String file) {
        return before.computeIfAbsent(
                file,
                name -> FilesBefore.of(files.subList(
                        0, files.stream().map(Path::toString).toList().indexOf(name))));
    }

    /** The next row's event; empty where there is none for now. */
    Optional<CsvEvent> next() {
        while (true) {
            boolean last = index + 1 == files.size();
            Optional<CsvRow> row = last && !packed ? followed() : current.next();
            if (row.isPresent() || last) {
                return row.map(records::read);
            }
            open(index + 1);
        }
    }

    private Optional<CsvRow> followed() {
        BasicFileAttributes now = attributes(current.path());
        if (!Objects.equals(now.fileKey(), key)) {
            reopen(now);
        } else if (now.size() < CsvFile.leastBytes(dialect, current.position().bytes())) {
            throw new CsvProblem(
                    current.path(),
                    "has " + now.size()
                            + " bytes, of which more were read before: it was cut or replaced; add a new file"
                            + " to the list instead");
        }
        Optional<CsvRow> row = current.nextWhole();
        return row.isEmpty() && current.hasTail() && hasSettled() ? current.next() : row;
    }

    /** Goes on in a file that was moved over the one that is read, if it begins as that did. */
    private void reopen(BasicFileAttributes attributes) {
        CsvFile moved = CsvFile.open(current.path(), dialect, current.position(), current.rowsRead());
        try {
            CsvFeed.requireSame(current, moved);
        } catch (CsvProblem e) {
            moved.close();
            throw e;
        }
        current.close();
        current = moved;
        key = attributes.fileKey();
    }

    private boolean hasSettled() {
        try {
            long changed = Files.getLastModifiedTime(current.path()).toMillis();
            return clock.getAsLong() - changed >= tailWaitMillis;
        } catch (IOException e) {
            throw new CsvProblem(current.path(), "cannot be read any more: " + e.getMessage());
        }
    }

    private void open(int following) {
        CsvFile next = CsvFile.open(files.get(following), dialect, CsvPosition.START, current.rowsRead());
        try {
            CsvFeed.requireSame(current, next);
            records = CsvRecords.of(target, dialect, next.path(), next.columns());
        } catch (CsvProblem e) {
            next.close();
            throw e;
        }
        current.close();
        current = next;
        index = following;
        packed = isPacked(next.path());
        key = attributes(next.path()).fileKey();
    }

    @Override
    public void close() {
        current.close();
    }
}
