package io.headrace.features.timeline;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
        return few(varint(), bytesEach);
    }

    private int few(long count, int bytesEach) {
        if (count < 0 || count > buffer.remaining() / bytesEach) {
            throw new BufferUnderflowException();
        }
        return (int) count;
    }

    String text() {
        byte[] bytes = new byte[count(1)];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
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

    Partial.Distinct distinct() {
        long coded = varint();
        if (coded == 0) {
            byte[] registers = new byte[Registers.SIZE];
            buffer.get(registers);
            return new Partial.Distinct(new long[0], registers);
        }
        long[] hashes = new long[few(coded - 1, Long.BYTES)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = buffer.getLong();
        }
        return new Partial.Distinct(hashes, new byte[0]);
    }

    Partial.Frequencies frequencies() {
        boolean inBuckets = oneByte() == 1;
        long[] keys = new long[count(2)];
        long[] counts = new long[keys.length];
        long before = 0;
        for (int i = 0; i < keys.length; i++) {
            counts[i] = positive(varint());
            before = inBuckets ? before + zigZag(varint()) : buffer.getLong();
            keys[i] = before;
        }
        return new Partial.Frequencies(inBuckets, keys, counts);
    }

    Partial.TextFrequencies textFrequencies() {
        boolean tooMany = oneByte() == 1;
        SortedMap<String, Long> counts = new TreeMap<>();
        int different = count(2);
        for (int i = 0; i < different; i++) {
            counts.put(text(), positive(varint()));
        }
        return new Partial.TextFrequencies(tooMany, counts);
    }

    Partial.Decayed decayed() {
        boolean tooLong = oneByte() == 1;
        int size = count(3);
        List<Partial.Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            stretches.add(new Partial.Stretch(zigZag(varint()), total(), total()));
        }
        return new Partial.Decayed(tooLong, stretches);
    }

    Partial.Gaps gaps() {
        if (oneByte() == 0) {
            return new Partial.Gaps(false, 0, 0, 0);
        }
        long first = zigZag(varint());
        return new Partial.Gaps(true, first, first + varint(), varint());
    }

    Partial.Ends ends() {
        return oneByte() == 0
                ? new Partial.Ends(Optional.empty(), Optional.empty())
                : new Partial.Ends(Optional.of(found()), Optional.of(found()));
    }

    private Timeline.Found found() {
        return new Timeline.Found(zigZag(varint()), fourBytes(), number(), text());
    }

    private static long positive(long count) {
        if (count <= 0) {
            throw new IllegalArgumentException(count + " times");
        }
        return count;
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
