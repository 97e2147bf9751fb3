package io.headrace.features.timeline;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads what {@link PieceWriter} wrote. */
final class PieceReader {

    private static final ExactSum.Total ZERO = new ExactSum.Total(false, 0, new int[0]);

    private final ByteBuffer buffer;

    PieceReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    static long zigZag(long coded) {
        return coded >>> 1 ^ -(coded & 1);
    }

    byte oneByte() {
        return buffer.get();
    }

    int fourBytes() {
        return buffer.getInt();
    }

    double number() {
        return buffer.getDouble();
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = buffer.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than ten bytes before byte " + buffer.position());
    }

    /** A number of things of which each takes so many bytes at least. */
    int count(int bytesEach) {
        long count = varint();
        if (count < 0 || count > buffer.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    Block block() {
        int bits = oneByte();
        if (bits < 0 || bits > Block.ALL_BITS) {
            throw new IllegalArgumentException("a block of " + bits + " bits");
        }
        int skipped = Math.min(Long.SIZE - 1, Math.max(0, bits - Block.ID_BITS));
        long time = zigZag(varint()) << skipped;
        return new Block(time, bits < Block.ID_BITS ? fourBytes() : Integer.MIN_VALUE, bits);
    }

    Partial.Numbers numbers() {
        long count = varint();
        return count == 0
                ? new Partial.Numbers(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, ZERO, ZERO)
                : new Partial.Numbers(count, number(), number(), total(), total());
    }

    Partial.Classes classes() {
        long[] counts = new long[count(1)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = varint();
        }
        return new Partial.Classes(counts);
    }

    private ExactSum.Total total() {
        long coded = varint();
        int size = (int) (coded >>> 1);
        if (size < 0 || size > buffer.remaining() / Integer.BYTES) {
            throw new BufferUnderflowException();
        }
        int low = size == 0 ? 0 : (int) varint();
        int[] digits = new int[size];
        for (int i = 0; i < size; i++) {
            digits[i] = fourBytes();
        }
        return new ExactSum.Total((coded & 1) == 1, low, digits);
    }

    void end() {
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(buffer.remaining() + " bytes after its end");
        }
    }
}
