package io.headrace.features.timeline;

import java.nio.ByteBuffer;

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
            case Partial.Classes classes -> {
                varint(classes.counts().length);
                for (long count : classes.counts()) {
                    varint(count);
                }
            }
        }
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
            buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
        }
    }
}
