package io.headrace.connectors.csv.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into rows at the line ends outside quotes, and knows where each begins. It works on bytes, which is right for
 * every charset that has ASCII's delimiters as single bytes. What stands between the delimiters is the CSV library's to read.
 *
 * <p>A quote that is never closed would swallow the rest of the file: after a megabyte, or at the end, the line with it is
 * given up and reading goes on with the next. Of a line without an end in sight, 64 MB are given up at a time.
 */
final class RowSplitter implements AutoCloseable {

    private static final int LONGEST_QUOTED = 1 << 20;
    private static final int LONGEST = 1 << 26;

    private final InputStream in;
    private final Tracer tracer;
    private final byte delimiter;
    private final byte quote;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int limit;
    private long offset;
    private long line;

    private int at;
    private boolean quoted;
    private boolean fieldBegins = true;
    private boolean closed;

    /** @param from where the stream is now */
    RowSplitter(InputStream in, CsvPosition from, char delimiter, char quote) {
        this(in, from, new Tracer(), delimiter, quote);
    }

    /**
     * @param from where the stream is now
     * @param tracer of what is before that
     */
    RowSplitter(InputStream in, CsvPosition from, Tracer tracer, char delimiter, char quote) {
        this.in = in;
        this.tracer = tracer;
        this.offset = from.bytes();
        this.line = from.line();
        this.delimiter = (byte) delimiter;
        this.quote = (byte) quote;
    }

    /**
     * A row that is not empty.
     *
     * @param line its first
     * @param fault what is wrong with it
     * @param ended it has its line end
     */
    record Piece(ByteBuffer text, long line, Fault fault, boolean ended) {}

    /** What can be wrong with a row before its fields are looked at. */
    enum Fault {
        NONE,
        /** It is one line that begins a quote which is not closed. */
        UNCLOSED,
        /** It is the first part of a line that has no end in sight. */
        ENDLESS
    }

    /** The position after the last row that was given. */
    CsvPosition position() {
        return new CsvPosition(offset, line, tracer.now());
    }

    /**
     * The next row; empty where the stream has no more for now.
     *
     * @param tail whether what stands after the last line end is a row, too
     */
    Optional<Piece> next(boolean tail) throws IOException {
        while (true) {
            if (scan()) {
                Piece piece = take(at, afterLineEnd(), Fault.NONE);
                if (!isBlank(piece.text())) {
                    return Optional.of(piece);
                }
            } else if (at - start > (quoted ? LONGEST_QUOTED : LONGEST)) {
                return Optional.of(giveUp());
            } else if (!fill()) {
                if (!tail || start == limit) {
                    return Optional.empty();
                }
                Piece piece = quoted ? giveUp() : take(limit, limit, Fault.NONE);
                if (!isBlank(piece.text())) {
                    return Optional.of(piece);
                }
            }
        }
    }

    /** Whether there is text after the last row that was given. */
    boolean hasTail() {
        return start < limit;
    }

    /** Goes on to the next line end outside quotes; whether there is one. */
    private boolean scan() {
        for (; at < limit; at++) {
            byte one = buffer[at];
            if (quoted) {
                closed = one == quote;
                quoted = !closed;
            } else if (one == '\n' || one == '\r') {
                return true;
            } else if (one == quote && (fieldBegins || closed)) {
                quoted = true;
                fieldBegins = false;
            } else if (one == delimiter) {
                fieldBegins = true;
                closed = false;
            } else {
                fieldBegins = fieldBegins && (one == ' ' || one == '\t');
                closed = false;
            }
        }
        return false;
    }

    private int afterLineEnd() throws IOException {
        if (buffer[at] == '\r' && (at + 1 < limit || fill()) && buffer[at + 1] == '\n') {
            return at + 2;
        }
        return at + 1;
    }

    private Piece giveUp() {
        int end = start;
        while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        boolean ends = end < limit;
        boolean both = ends && buffer[end] == '\r' && end + 1 < limit && buffer[end + 1] == '\n';
        return take(
                end,
                both ? end + 2 : ends ? end + 1 : end,
                !ends && end - start > LONGEST ? Fault.ENDLESS : Fault.UNCLOSED);
    }

    private Piece take(int end, int next, Fault fault) {
        byte[] bytes = Arrays.copyOfRange(buffer, start, end);
        Piece piece = new Piece(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), line, fault, next > end);
        line += lineEnds(start, next);
        tracer.read(buffer, start, next);
        offset += next - start;
        start = next;
        at = next;
        quoted = false;
        closed = false;
        fieldBegins = true;
        return piece;
    }

    private long lineEnds(int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            boolean first = buffer[i] == '\r' && i + 1 < to && buffer[i + 1] == '\n';
            if (!first && (buffer[i] == '\n' || buffer[i] == '\r')) {
                count++;
            }
        }
        return count;
    }

    private static boolean isBlank(ByteBuffer text) {
        for (int i = 0; i < text.limit(); i++) {
            if (text.get(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            at -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
