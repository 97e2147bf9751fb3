package io.headrace.features.timeline;

import java.util.Arrays;

/**
 * A sum of doubles without any rounding: a fixed-point number that has a digit for each 32 bits of a double's range. So a sum does not
 * depend on the order of its terms, sums of parts add up to that of the whole, and {@link #doubleValue} is the sum as it is, rounded
 * once, half to even.
 *
 * <p>After Neal, <i>Fast exact summation using small and large superaccumulators</i> (2015): digits are signed 64-bit numbers, so
 * that carries need not be looked at for a billion additions.
 */
final class ExactSum {

    private static final long DIGIT = 0xffff_ffffL;
    private static final int DIGIT_BITS = 32;
    private static final int MOST_ADDITIONS = 1 << 29;

    /** The least double, and so the unit of a sum, is 2 to the power of less this. */
    private static final int UNIT = 1074;

    private static final int EXPONENTS = 2048;
    private static final int SIGNIFICAND_BITS = 53;
    private static final long HIDDEN = 1L << 52;

    private final int unit;
    private final long[] digits;

    /** Digits outside [low, high) are 0. */
    private int low;

    private int high;
    private int additions;

    private ExactSum(int unit, int bits) {
        this.unit = unit;
        this.digits = new long[bits / DIGIT_BITS + 4];
        this.low = digits.length;
    }

    /** For {@link #add(double)}. */
    static ExactSum ofNumbers() {
        return new ExactSum(UNIT, EXPONENTS + SIGNIFICAND_BITS + Long.SIZE);
    }

    /** For {@link #addSquare}. */
    static ExactSum ofSquares() {
        return new ExactSum(2 * UNIT, 2 * (EXPONENTS + SIGNIFICAND_BITS) + 2 * Long.SIZE);
    }

    void clear() {
        if (high > low) {
            Arrays.fill(digits, low, high, 0);
        }
        low = digits.length;
        high = 0;
        additions = 0;
    }

    /** As if the same had been added as to another of the same kind. */
    void set(ExactSum other) {
        clear();
        low = other.low;
        high = other.high;
        additions = other.additions;
        if (high > low) {
            System.arraycopy(other.digits, low, digits, low, high - low);
        }
    }

    /** @param value finite */
    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = exponent(bits);
        long significand = significand(bits, exponent);
        int shift = Math.max(0, exponent - 1);
        int at = shift / DIGIT_BITS;
        int by = shift % DIGIT_BITS;
        // Two's complement of the parts: all of them get the number's sign.
        long sign = bits >> (Long.SIZE - 1);
        touch(at, at + 3);
        digits[at] += ((significand << by & DIGIT) ^ sign) - sign;
        digits[at + 1] += ((significand >>> (DIGIT_BITS - by) & DIGIT) ^ sign) - sign;
        digits[at + 2] += ((by == 0 ? 0 : significand >>> (Long.SIZE - by)) ^ sign) - sign;
    }

    /** @param value finite */
    void addSquare(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = exponent(bits);
        long significand = significand(bits, exponent);
        long upper = Math.multiplyHigh(significand, significand);
        long lower = significand * significand;
        int shift = 2 * Math.max(0, exponent - 1);
        int at = shift / DIGIT_BITS;
        int by = shift % DIGIT_BITS;
        touch(at, at + 5);
        digits[at] += lower << by & DIGIT;
        digits[at + 1] += lower >>> (DIGIT_BITS - by) & DIGIT;
        digits[at + 2] += (by == 0 ? upper : upper << by | lower >>> (Long.SIZE - by)) & DIGIT;
        digits[at + 3] += upper >>> (DIGIT_BITS - by) & DIGIT;
        digits[at + 4] += by == 0 ? 0 : upper >>> (Long.SIZE - by);
    }

    /** Adds what a sum of the same kind came to. */
    void add(Total total) {
        int[] parts = total.digits();
        if (parts.length == 0) {
            return;
        }
        int at = total.low();
        touch(at, at + parts.length);
        if (total.negative()) {
            for (int i = 0; i < parts.length; i++) {
                digits[at + i] -= parts[i] & DIGIT;
            }
        } else {
            for (int i = 0; i < parts.length; i++) {
                digits[at + i] += parts[i] & DIGIT;
            }
        }
    }

    /** The sum so far, in the one form that it has. */
    Total total() {
        boolean negative = carry();
        int from = low;
        int to = high;
        while (from < to && digits[from] == 0) {
            from++;
        }
        while (to > from && digits[to - 1] == 0) {
            to--;
        }
        int[] parts = new int[Math.max(0, to - from)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = (int) digits[from + i];
        }
        Total total = new Total(negative, parts.length == 0 ? 0 : from, parts);
        if (negative) {
            negate();
        }
        return total;
    }

    /** The sum rounded once; infinite where it is beyond all doubles. */
    double doubleValue() {
        boolean negative = carry();
        double value = Math.scalb(significand(), leadingBits() - SIGNIFICAND_BITS - unit);
        if (negative) {
            negate();
        }
        return negative ? -value : value;
    }

    /**
     * The deviation of a population from its mean: the root of (count × squares − sum²) / count², of which only the root and the
     * division round.
     *
     * @param scratch a sum of squares, which is overwritten
     */
    static double deviation(long count, ExactSum sum, ExactSum squares, ExactSum scratch) {
        scratch.clear();
        boolean negative = sum.carry();
        boolean none = squares.carry();
        if (none) {
            throw new IllegalStateException("squares add up to less than 0");
        }
        for (int i = squares.low; i < squares.high; i++) {
            scratch.addProduct(squares.digits[i], count & DIGIT, i, 1);
            scratch.addProduct(squares.digits[i], count >>> DIGIT_BITS, i + 1, 1);
        }
        for (int i = sum.low; i < sum.high; i++) {
            for (int j = sum.low; j < sum.high; j++) {
                scratch.addProduct(sum.digits[i], sum.digits[j], i + j, -1);
            }
        }
        if (negative) {
            sum.negate();
        }
        scratch.carry();
        return scratch.root(count);
    }

    /** The root of the carried sum, divided by a count: from its first 106 bits, to within one unit of the last place. */
    private double root(long divisor) {
        int first = leadingBits() - SIGNIFICAND_BITS;
        int exponent = first - unit;
        // The root halves the exponent, so it must be even.
        int odd = exponent & 1;
        int width = Math.min(SIGNIFICAND_BITS, first);
        double upper = (double) bitsAt(first, SIGNIFICAND_BITS) * (1 << odd);
        double lower = Math.scalb((double) bitsAt(first - width, width), odd - width);
        if (upper == 0) {
            return 0;
        }
        double root = Math.sqrt(upper);
        double rest = (Math.fma(-root, root, upper) + lower) / (2 * root);
        double quotient = root / divisor;
        double whole = quotient + (Math.fma(-quotient, (double) divisor, root) + rest) / divisor;
        return Math.scalb(whole, (exponent - odd) / 2);
    }

    /** Where a digit of a product of two digits of this unit's square belongs: at the sum of their places. */
    private void addProduct(long one, long other, int at, int sign) {
        long product = one * other;
        if (product == 0) {
            return;
        }
        touch(at, at + 2);
        digits[at] += sign * (product & DIGIT);
        digits[at + 1] += sign * (product >>> DIGIT_BITS);
    }

    private static int exponent(long bits) {
        return (int) (bits >>> 52) & 0x7ff;
    }

    private static long significand(long bits, int exponent) {
        long fraction = bits & (HIDDEN - 1);
        return exponent == 0 ? fraction : fraction | HIDDEN;
    }

    private void touch(int from, int to) {
        if (++additions >= MOST_ADDITIONS) {
            if (carry()) {
                negate();
            }
        }
        low = Math.min(low, from);
        high = Math.max(high, to);
    }

    /**
     * Carries, so that each digit is one: 0 to 2^32 - 1. What is less than 0 is made positive.
     *
     * @return whether it was less than 0
     */
    private boolean carry() {
        additions = 0;
        boolean negative = carryOn();
        if (negative) {
            negate();
            carryOn();
        }
        // A sum below 0 borrows from a digit more each time it is carried.
        while (high > low && digits[high - 1] == 0) {
            high--;
        }
        return negative;
    }

    /** Whether what is left to carry is below 0. */
    private boolean carryOn() {
        long carried = 0;
        for (int i = low; i < high; i++) {
            long digit = digits[i] + carried;
            digits[i] = digit & DIGIT;
            carried = digit >> DIGIT_BITS;
        }
        while (carried != 0) {
            if (carried < 0) {
                // The uppermost digit keeps the sign; there is always room, the range has bits to spare.
                digits[high++] = carried;
                return true;
            }
            digits[high++] = carried & DIGIT;
            carried >>= DIGIT_BITS;
        }
        return false;
    }

    private void negate() {
        for (int i = low; i < high; i++) {
            digits[i] = -digits[i];
        }
    }

    /** How many bits the carried sum has, from the highest that is set; 53 at least, so that what is exact stays so. */
    private int leadingBits() {
        for (int i = high - 1; i >= low; i--) {
            if (digits[i] != 0) {
                return Math.max(SIGNIFICAND_BITS, i * DIGIT_BITS + Long.SIZE - Long.numberOfLeadingZeros(digits[i]));
            }
        }
        return SIGNIFICAND_BITS;
    }

    /** The first 53 bits of the carried sum from {@link #leadingBits} on, rounded half to even; up to 2^53. */
    private double significand() {
        int first = leadingBits() - SIGNIFICAND_BITS;
        long kept = bitsAt(first, SIGNIFICAND_BITS);
        if (first > 0 && bitsAt(first - 1, 1) == 1 && ((kept & 1) == 1 || anyBelow(first - 1))) {
            kept++;
        }
        return kept;
    }

    /** @param width up to 53 */
    private long bitsAt(int from, int width) {
        int at = from / DIGIT_BITS;
        int by = from % DIGIT_BITS;
        long lower = (digit(at) | digit(at + 1) << DIGIT_BITS) >>> by;
        long bits = by == 0 ? lower : lower | digit(at + 2) << (Long.SIZE - by);
        return bits & ((1L << width) - 1);
    }

    private long digit(int at) {
        return at < digits.length ? digits[at] : 0;
    }

    private boolean anyBelow(int bit) {
        int at = bit / DIGIT_BITS;
        for (int i = low; i < Math.min(at, high); i++) {
            if (digits[i] != 0) {
                return true;
            }
        }
        return bitsAt(at * DIGIT_BITS, bit % DIGIT_BITS) != 0;
    }

    /**
     * What a sum came to. The same sum, however it came about, is the same total.
     *
     * @param negative whether it is below 0
     * @param low place of the first digit that is not 0
     * @param digits of its absolute value, 32 bits each, the lowest first; the first and the last are not 0; none for 0
     */
    @SuppressWarnings("ArrayRecordComponent") // neither changed nor compared by its record
    record Total(boolean negative, int low, int[] digits) {}
}
