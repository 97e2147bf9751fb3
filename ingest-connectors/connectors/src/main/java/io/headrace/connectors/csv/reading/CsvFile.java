package io.headrace.connectors.csv.reading;

import io.headrace.schemas.definition.CsvDialect;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one file, plain or gzip, in order. Not thread-safe. Every method throws {@link CsvProblem} where the file cannot
 * be read.
 */
public final class CsvFile implements AutoCloseable {

    private final Path path;
    private final List<String> columns;
    private final RowParser parser;
    private final RowSplitter rows;
    private long read;
    private boolean whole = true;

    private CsvFile(Path path, List<String> columns, RowParser parser, RowSplitter rows, long read) {
        this.path = path;
        this.columns = List.copyOf(columns);
        this.parser = parser;
        this.rows = rows;
        this.read = read;
    }

    /** Opens a file before its first row of data. */
    public static CsvFile open(Path path, CsvDialect dialect) {
        return open(path, dialect, CsvPosition.START, 0);
    }

    /**
     * Opens a file to go on.
     *
     * @param from a {@link #position()} of the file; {@link CsvPosition#START} is before its first row of data
     * @param rowsBefore how many rows were read before, in this file and others
     * @throws CsvProblem where it is not the file that was read up to there
     */
    public static CsvFile open(Path path, CsvDialect dialect, CsvPosition from, long rowsBefore) {
        RowParser parser = new RowParser(dialect);
        Charset charset = Charset.forName(dialect.charset());
        try {
            TextStream.requireText(path, charset);
            RowSplitter rows = new RowSplitter(
                    TextStream.open(path, charset, 0), CsvPosition.START, dialect.delimiter(), dialect.quote());
            List<String> columns = header(path, dialect, parser, rows);
            boolean behindHeader =
                    dialect.header() && from.bytes() <= rows.position().bytes();
            if (behindHeader) {
                return new CsvFile(path, columns, parser, rows, rowsBefore);
            }
            rows.close();
            return new CsvFile(path, columns, parser, resumed(path, dialect, from), rowsBefore);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static RowSplitter resumed(Path path, CsvDialect dialect, CsvPosition from) throws IOException {
        Charset charset = Charset.forName(dialect.charset());
        byte[] beginning;
        try (InputStream in = TextStream.open(path, charset, 0)) {
            beginning = in.readNBytes((int) Math.min(from.bytes(), CsvTrace.HEAD_BYTES));
        }
        int length = from.trace().lastBytes();
        InputStream in = TextStream.open(path, charset, from.bytes() - length);
        byte[] last = in.readNBytes(length);
        CsvTrace trace = from.trace();
        boolean same = beginning.length >= trace.headBytes()
                && Tracer.sum(beginning, trace.headBytes()) == trace.head()
                && last.length == length
                && Tracer.sum(last, length) == trace.last();
        if (!same) {
            in.close();
            throw new CsvProblem(
                    path,
                    "is not the file that was read up to line " + from.line()
                            + ": it was cut or replaced; put the new one under another name at the list's end,"
                            + " or give the connector another name to begin anew");
        }
        return new RowSplitter(in, from, Tracer.resumed(beginning, last), dialect.delimiter(), dialect.quote());
    }

    /**
     * The least size of a plain file, bytes, of which so much was read.
     *
     * @param textBytes as in {@link CsvPosition}
     */
    public static long leastBytes(CsvDialect dialect, long textBytes) {
        return TextStream.leastFileBytes(Charset.forName(dialect.charset()), textBytes);
    }

    /** Whether a file is gzip: such a file does not grow. */
    public static boolean isPacked(Path path) {
        try {
            return TextStream.isGzip(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static List<String> header(Path path, CsvDialect dialect, RowParser parser, RowSplitter rows)
            throws IOException {
        RowSplitter.Piece first =
                rows.next(true).orElseThrow(() -> new CsvProblem(path, "is empty; a header and rows would be right"));
        return switch (parser.parse(first)) {
            case RowParser.Parsed.Values(List<String> values) -> {
                if (dialect.header()) {
                    yield values.size() > 1 && values.getLast().isEmpty()
                            ? values.subList(0, values.size() - 1)
                            : values;
                }
                List<String> names = new ArrayList<>();
                values.forEach(_ -> names.add("column_" + (names.size() + 1)));
                yield names;
            }
            case RowParser.Parsed.Wrong(String found, String right) ->
                throw new CsvProblem(path, "its first line has " + found + "; right is " + right);
        };
    }

    /** The names in the header as they are written; without a header {@code column_1}, {@code column_2} … */
    public List<String> columns() {
        return columns;
    }

    public Path path() {
        return path;
    }

    /** How many rows were read, in this file and, where so opened, before it. */
    public long rowsRead() {
        return read;
    }

    /** Before the next row: where a later reader would go on. */
    public CsvPosition position() {
        return rows.position();
    }

    /** The next row; empty at the end of the file. */
    public Optional<CsvRow> next() {
        return next(true);
    }

    /**
     * The next row that has its line end; empty where there is none yet. Call it again when the file has grown.
     */
    public Optional<CsvRow> nextWhole() {
        return next(false);
    }

    /** Whether the row given last has its line end; without one it may be half written. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether the last {@link #nextWhole} left text without a line end. */
    public boolean hasTail() {
        return rows.hasTail();
    }

    private Optional<CsvRow> next(boolean tail) {
        try {
            Optional<RowSplitter.Piece> piece = rows.next(tail);
            if (piece.isPresent()) {
                read++;
                whole = piece.get().ended();
            }
            return piece.map(this::row);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private CsvRow row(RowSplitter.Piece piece) {
        RowPlace place = new RowPlace(path.toString(), piece.line(), read);
        return switch (parser.parse(piece)) {
            case RowParser.Parsed.Wrong(String found, String right) ->
                new CsvRow.Broken(place, piece.text(), found, right);
            case RowParser.Parsed.Values(List<String> values) -> {
                int size = values.size();
                if (size == columns.size()) {
                    yield new CsvRow.Fields(place, piece.text(), values);
                }
                if (size == columns.size() + 1 && values.getLast().isEmpty()) {
                    yield new CsvRow.Fields(place, piece.text(), values.subList(0, columns.size()));
                }
                yield new CsvRow.Broken(
                        place,
                        piece.text(),
                        size + (size == 1 ? " field" : " fields"),
                        columns.size() + ", one for each column");
            }
        };
    }

    private static CsvProblem unreadable(Path path, IOException e) {
        if (!Files.exists(path)) {
            return new CsvProblem(path, "there is no such file", e);
        }
        if (Files.isDirectory(path)) {
            return new CsvProblem(path, "is a folder; name a file", e);
        }
        return new CsvProblem(
                path,
                e instanceof EOFException
                        ? "the gzip file ends in the middle; it was perhaps not written to its end"
                        : "cannot be read: " + e.getMessage(),
                e);
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }
}
