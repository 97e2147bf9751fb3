package io.headrace.features.timeline;

/**
 * An aligned part of all places that an entry may have. A place is a time (64 bits, milliseconds) and, within the millisecond, an id
 * (32 bits); a block has the places whose 96 bits begin alike.
 *
 * @param time of the first place
 * @param id of the first place
 * @param bits how many of the last bits differ within the block, 0 to 96
 */
public record Block(long time, int id, int bits) {

    static final int ID_BITS = Integer.SIZE;
    static final int ALL_BITS = Long.SIZE + ID_BITS;

    /** The block of so many bits in which a place lies. */
    static Block around(long time, int id, int bits) {
        if (bits == ALL_BITS) {
            return new Block(Long.MIN_VALUE, Integer.MIN_VALUE, bits);
        }
        return bits >= ID_BITS
                ? new Block(time & (-1L << (bits - ID_BITS)), Integer.MIN_VALUE, bits)
                : new Block(time, id & (-1 << bits), bits);
    }

    /** The smallest block whose bits are a multiple of {@code step} in which both places lie. */
    static Block around(long time, int id, long otherTime, int otherId, int step) {
        int bits = bitsApart(time, id, otherTime, otherId);
        return around(time, id, Math.max(step, (bits + step - 1) / step * step));
    }

    /** How many bits a block must have for both places to lie in it. */
    static int bitsApart(long time, int id, long otherTime, int otherId) {
        long times = time ^ otherTime;
        return times != 0
                ? ALL_BITS - Long.numberOfLeadingZeros(times)
                : ID_BITS - Integer.numberOfLeadingZeros(id ^ otherId);
    }

    boolean contains(long otherTime, int otherId) {
        return bits == ALL_BITS || bitsApart(time, id, otherTime, otherId) <= bits;
    }

    boolean contains(Block other) {
        return other.bits <= bits && contains(other.time, other.id);
    }

    /** The latest time of its places. */
    long lastTime() {
        if (bits <= ID_BITS) {
            return time;
        }
        return bits == ALL_BITS ? Long.MAX_VALUE : time + (1L << (bits - ID_BITS)) - 1;
    }

    /** Its first half. */
    Block firstHalf() {
        return half(time, id);
    }

    /** Its second half. */
    Block secondHalf() {
        if (bits <= ID_BITS) {
            return new Block(time, id + (1 << (bits - 1)), bits - 1);
        }
        return new Block(bits == ALL_BITS ? 0 : time + (1L << (bits - 1 - ID_BITS)), Integer.MIN_VALUE, bits - 1);
    }

    /** The half of it in which a place lies. */
    Block half(long inTime, int inId) {
        return around(inTime, inId, bits - 1);
    }
}
