package io.headrace.features.timeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes numbers into bytes that grow. */
final class PieceWriter {

    private static final int ROOM_AT_FIRST = 512;

    private ByteBuffer buffer = ByteBuffer.allocate(ROOM_AT_FIRST);

    static long zigZag(long value) {
        return value << 1 ^ value >> 63;
    }

    void oneByte(int value) {
        room(1);
        buffer.put((byte) value);
    }

    void fourBytes(int value) {
        room(Integer.BYTES);
        buffer.putInt(value);
    }

    private void eightBytes(long value) {
        room(Long.BYTES);
        buffer.putLong(value);
    }

    private void bytes(byte[] bytes) {
        room(bytes.length);
        buffer.put(bytes);
    }

    void number(double value) {
        room(Double.BYTES);
        buffer.putDouble(value);
    }

    /** Seven bits a byte, the lowest first; what is below 0 takes ten. */
    void varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    /** Its bytes in UTF-8, how many first. */
    void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        bytes(bytes);
    }

    /** Where it begins, without the bits that are 0. */
    void block(Block block) {
        oneByte(block.bits());
        int skipped = Math.min(Long.SIZE - 1, Math.max(0, block.bits() - Block.ID_BITS));
        varint(zigZag(block.time() >> skipped));
        if (block.bits() < Block.ID_BITS) {
            fourBytes(block.id());
        }
    }

    void partial(Partial partial) {
        switch (partial) {
            case Partial.Numbers numbers -> {
                varint(numbers.count());
                if (numbers.count() > 0) {
                    number(numbers.min());
                    number(numbers.max());
                    total(numbers.sum());
                    total(numbers.squares());
                }
            }
            case Partial.Texts texts -> varint(texts.count());
            case Partial.Distinct distinct -> {
                varint(distinct.registers().length > 0 ? 0 : 1 + distinct.hashes().length);
                for (long hash : distinct.hashes()) {
                    eightBytes(hash);
                }
                bytes(distinct.registers());
            }
            case Partial.Frequencies frequencies -> {
                oneByte(frequencies.inBuckets() ? 1 : 0);
                varint(frequencies.keys().length);
                long before = 0;
                for (int i = 0; i < frequencies.keys().length; i++) {
                    varint(frequencies.counts()[i]);
                    if (frequencies.inBuckets()) {
                        varint(zigZag(frequencies.keys()[i] - before));
                        before = frequencies.keys()[i];
                    } else {
                        eightBytes(frequencies.keys()[i]);
                    }
                }
            }
            case Partial.Decayed decayed -> {
                oneByte(decayed.tooLong() ? 1 : 0);
                varint(decayed.stretches().size());
                for (Partial.Stretch stretch : decayed.stretches()) {
                    varint(zigZag(stretch.number()));
                    total(stretch.weights());
                    total(stretch.numbers());
                }
            }
            case Partial.Gaps gaps -> {
                oneByte(gaps.any() ? 1 : 0);
                if (gaps.any()) {
                    varint(zigZag(gaps.first()));
                    varint(gaps.last() - gaps.first());
                    varint(gaps.longest());
                }
            }
            case Partial.Ends ends -> {
                oneByte((int) ends.count());
                ends.first().ifPresent(this::found);
                ends.last().ifPresent(this::found);
            }
            case Partial.TextFrequencies frequencies -> {
                oneByte(frequencies.tooMany() ? 1 : 0);
                varint(frequencies.counts().size());
                frequencies.counts().forEach((text, count) -> {
                    text(text);
                    varint(count);
                });
            }
            case Partial.Classes classes -> {
                varint(classes.counts().length);
                for (long count : classes.counts()) {
                    varint(count);
                }
            }
        }
    }

    private void found(Timeline.Found found) {
        varint(zigZag(found.time()));
        fourBytes(found.id());
        number(found.number());
        text(found.text());
    }

    private void total(ExactSum.Total total) {
        varint(2L * total.digits().length + (total.negative() ? 1 : 0));
        if (total.digits().length > 0) {
            varint(total.low());
        }
        for (int digit : total.digits()) {
            fourBytes(digit);
        }
    }

    byte[] toBytes() {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes))
                    .put(buffer.flip());
        }
    }
}
