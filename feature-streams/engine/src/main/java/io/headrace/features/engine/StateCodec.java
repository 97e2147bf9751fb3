package io.headrace.features.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;

/**
 * Entity states as bytes. Version 2:
 *
 * <pre>{@code
 * byte      version (2)
 * varint    columns, then 4 bytes each: a hash of what the operand means
 * 4 bytes   what the labels are recognised by: a hash of the label, its kind and classes and of what silence means
 * timeline  events, with the columns
 * timeline  labels given, with one column: the label as a number
 * timeline  events whose label is assumed from silence, without columns
 *
 * timeline:
 * varint    entries
 * varints   their times: zig-zag the first, then the gaps
 * varints   since when each is remembered, less its time
 * 8 bytes   each: ids
 * 8 bytes   each: numbers, column by column
 * }</pre>
 *
 * <p>A state written by another definition is read as far as it goes: a column that the stage does not have is skipped,
 * one that the state lacks is missing (NaN) for the past. Labels that were numbered otherwise, or that a stage has not
 * learned since it stopped wanting them, are read as none; so are events that the stage has no use for.
 */
final class StateCodec {

    static final byte VERSION = 2;

    /** In place of what labels are recognised by where a stage does not learn. */
    private static final int NO_LABELS = 0;

    private final int[] columns;
    private final boolean keepsEvents;
    private final OptionalInt labels;

    /**
     * @param operands what the columns mean, see {@link io.headrace.schemas.definition.reading.Meaning#ofOperand}
     * @param keepsEvents whether the stage remembers events
     * @param labels what its labels are recognised by; empty where it remembers none
     */
    StateCodec(List<String> operands, boolean keepsEvents, OptionalInt labels) {
        this.columns = operands.stream().mapToInt(StateCodec::identity).toArray();
        this.keepsEvents = keepsEvents;
        this.labels = labels;
    }

    /** What a column is recognised by. */
    static int identity(String meaning) {
        return meaning.hashCode();
    }

    byte[] write(EntityState state) {
        int size = 1
                + Bytes.length(columns.length)
                + Integer.BYTES * (columns.length + 1)
                + Bytes.length(state.events)
                + Bytes.length(state.labels)
                + Bytes.length(state.silences);
        byte[] bytes = new byte[size];
        Bytes out = new Bytes(bytes);
        out.buffer.put(VERSION);
        out.varint(columns.length);
        for (int column : columns) {
            out.buffer.putInt(column);
        }
        out.buffer.putInt(labels.orElse(NO_LABELS));
        out.timeline(state.events);
        out.timeline(state.labels);
        out.timeline(state.silences);
        return bytes;
    }

    /** @throws CorruptStateException if the bytes are not what {@link #write} made */
    EntityState read(byte[] bytes) {
        try {
            Bytes in = new Bytes(bytes);
            byte version = in.buffer.get();
            if (version != VERSION) {
                throw new CorruptStateException("version " + version + "; this engine reads version " + VERSION);
            }
            int[] stored = new int[in.count(Integer.BYTES)];
            for (int i = 0; i < stored.length; i++) {
                stored[i] = in.buffer.getInt();
            }
            int numbering = in.buffer.getInt();
            boolean known = labels.isPresent() && labels.getAsInt() == numbering;
            Timeline events = in.timeline(stored.length, sources(stored));
            Timeline given = in.timeline(1, new int[] {0});
            Timeline silences = in.timeline(0, new int[0]);
            if (in.buffer.hasRemaining()) {
                throw new CorruptStateException(in.buffer.remaining() + " bytes after its end");
            }
            return new EntityState(
                    keepsEvents ? events : new Timeline(columns.length),
                    known ? given : new Timeline(1),
                    known ? silences : new Timeline(0));
        } catch (BufferUnderflowException cut) {
            throw new CorruptStateException("it ends early, after " + bytes.length + " bytes", cut);
        }
    }

    /** Per column of ours, which stored column it is; -1 for none. */
    private int[] sources(int[] stored) {
        int[] sources = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            sources[i] = -1;
            for (int j = 0; j < stored.length; j++) {
                if (stored[j] == columns[i]) {
                    sources[i] = j;
                }
            }
        }
        return sources;
    }

    private static final class Bytes {

        private final byte[] bytes;
        private final ByteBuffer buffer;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
            this.buffer = ByteBuffer.wrap(bytes);
        }

        static int length(long number) {
            return (70 - Long.numberOfLeadingZeros(number | 1)) / 7;
        }

        static int length(Timeline line) {
            int length = length(line.size()) + line.size() * Long.BYTES * (1 + line.width());
            long before = 0;
            for (int i = line.first(); i < line.end(); i++) {
                length += length(coded(line, i, before)) + length(line.since(i) - line.time(i));
                before = line.time(i);
            }
            return length;
        }

        /** The first time as it is, with its sign at the end; the others as the gap to the one before. */
        private static long coded(Timeline line, int i, long before) {
            long gap = line.time(i) - before;
            return i == line.first() ? (gap << 1) ^ (gap >> 63) : gap;
        }

        /** A state is written with every event, so whole arrays go at once where they can. */
        void timeline(Timeline line) {
            varint(line.size());
            times(line);
            sinces(line);
            line.idsInto(buffer.asLongBuffer());
            buffer.position(buffer.position() + Long.BYTES * line.size());
            for (int c = 0; c < line.width(); c++) {
                line.columnInto(c, buffer.asDoubleBuffer());
                buffer.position(buffer.position() + Double.BYTES * line.size());
            }
        }

        private void times(Timeline line) {
            int at = buffer.position();
            long before = 0;
            for (int i = line.first(); i < line.end(); i++) {
                at = varint(at, coded(line, i, before));
                before = line.time(i);
            }
            buffer.position(at);
        }

        private void sinces(Timeline line) {
            int at = buffer.position();
            for (int i = line.first(); i < line.end(); i++) {
                at = varint(at, line.since(i) - line.time(i));
            }
            buffer.position(at);
        }

        private int varint(int position, long value) {
            int at = position;
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[at++] = (byte) rest;
            return at;
        }

        Timeline timeline(int stored, int[] sources) {
            int size = count(2 + Long.BYTES * (1 + stored));
            long[] times = new long[size];
            long before = 0;
            for (int i = 0; i < size; i++) {
                long coded = varint();
                times[i] = before + (i == 0 ? (coded >>> 1) ^ -(coded & 1) : coded);
                before = times[i];
            }
            long[] sinces = new long[size];
            for (int i = 0; i < size; i++) {
                sinces[i] = times[i] + varint();
            }
            int ids = buffer.position();
            int numbers = ids + Long.BYTES * size;
            int after = numbers + Long.BYTES * size * stored;
            if (after > buffer.limit()) {
                throw new BufferUnderflowException();
            }
            Timeline line = new Timeline(sources.length);
            double[] values = new double[sources.length];
            for (int i = 0; i < size; i++) {
                for (int c = 0; c < sources.length; c++) {
                    values[c] = sources[c] < 0
                            ? Double.NaN
                            : buffer.getDouble(numbers + Long.BYTES * (sources[c] * size + i));
                }
                line.insert(line.end(), times[i], buffer.getLong(ids + Long.BYTES * i), sinces[i], values);
            }
            buffer.position(after);
            return line;
        }

        /**
         * A count of things of at least so many bytes each: more than the rest can hold is corrupt, and not allocated.
         */
        int count(int bytesEach) {
            long count = varint();
            if (count < 0 || count > buffer.remaining() / bytesEach) {
                throw new CorruptStateException(count + " entries in " + buffer.remaining() + " bytes");
            }
            return (int) count;
        }

        void varint(long value) {
            buffer.position(varint(buffer.position(), value));
        }

        long varint() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = buffer.get();
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new CorruptStateException("a number of more than 64 bits");
        }
    }
}
