package io.headrace.features.engine;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Entity states as bytes. Version 1:
 *
 * <pre>
 * byte    version (1) varint  columns, then per column 4 bytes: a hash of its operand's expression events  varint
 * count, varint zig-zag first time, varint gaps between times, 8 bytes id each, 8 bytes a number, by column labels  the
 * same with one column; count 0 where the stage has no label rates
 * </pre>
 *
 * A state written by another definition is read as far as it goes: a column that the stage does not have is skipped,
 * one that the state lacks is missing (NaN) for the past.
 */
final class StateCodec {

    static final byte VERSION = 1;

    private final int[] columns;

    StateCodec(List<String> operands) {
        columns = operands.stream().mapToInt(StateCodec::identity).toArray();
    }

    /** What a column is recognised by. */
    static int identity(String operand) {
        return operand.hashCode();
    }

    byte[] write(EntityState state) {
        int size = 1
                + Bytes.length(columns.length)
                + Integer.BYTES * columns.length
                + Bytes.length(state.events)
                + Bytes.length(state.labels);
        byte[] bytes = new byte[size];
        Bytes out = new Bytes(bytes);
        out.buffer.put(VERSION);
        out.varint(columns.length);
        for (int column : columns) {
            out.buffer.putInt(column);
        }
        out.timeline(state.events);
        out.timeline(state.labels);
        return bytes;
    }

    /** @throws CorruptStateException if the bytes are none that {@link #write} of this or an earlier version made */
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
            Timeline events = in.timeline(stored.length, sources(stored));
            Timeline labels = in.timeline(1, new int[] {0});
            if (in.buffer.hasRemaining()) {
                throw new CorruptStateException(in.buffer.remaining() + " bytes after its end");
            }
            return new EntityState(events, labels);
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
                length += length(coded(line, i, before));
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
                long rest = coded(line, i, before);
                while ((rest & ~0x7FL) != 0) {
                    bytes[at++] = (byte) (rest | 0x80);
                    rest >>>= 7;
                }
                bytes[at++] = (byte) rest;
                before = line.time(i);
            }
            buffer.position(at);
        }

        Timeline timeline(int stored, int[] sources) {
            int size = count(1 + Long.BYTES * (1 + stored));
            long[] times = new long[size];
            long before = 0;
            for (int i = 0; i < size; i++) {
                long coded = varint();
                times[i] = before + (i == 0 ? (coded >>> 1) ^ -(coded & 1) : coded);
                before = times[i];
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
                line.append(times[i], buffer.getLong(ids + Long.BYTES * i), values);
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
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                buffer.put((byte) (rest | 0x80));
                rest >>>= 7;
            }
            buffer.put((byte) rest);
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
