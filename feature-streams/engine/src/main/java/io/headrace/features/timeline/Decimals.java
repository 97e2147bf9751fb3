package io.headrace.features.timeline;

/**
 * A leaf's numbers as bytes. Most numbers that people measure have few decimals: where all of a leaf can be had back to the bit from
 * whole numbers of tenths, hundredths and so on, these are written, most of them in two or three bytes; else all eight bytes of each.
 *
 * <pre>{@code
 * byte      decimals, 0 to 6, or 255
 * varints   each: 0 for a missing one, else 1 more than the zig-zag of the whole number; or 8 bytes each where decimals are 255
 * }</pre>
 */
final class Decimals {

    private static final int MOST = 6;
    private static final byte NONE = (byte) 255;

    /** Beyond it eight bytes are as short. */
    private static final double LARGEST = 1L << 48;

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    private Decimals() {}

    static void write(Leaf leaf, int column, PieceWriter out) {
        int decimals = 0;
        for (int i = 0; i < leaf.size() && decimals <= MOST; i++) {
            decimals = enough(leaf.value(column, i), decimals);
        }
        // What fewer decimals give back, more may not: the whole number is larger.
        for (int i = 0; i < leaf.size() && decimals <= MOST; i++) {
            decimals = gives(leaf.value(column, i), decimals) ? decimals : MOST + 1;
        }
        out.oneByte(decimals <= MOST ? decimals : NONE);
        for (int i = 0; i < leaf.size(); i++) {
            double value = leaf.value(column, i);
            if (decimals > MOST) {
                out.number(value);
            } else {
                out.varint(
                        Double.isNaN(value) ? 0 : 1 + PieceWriter.zigZag((long) Math.rint(value * POWERS[decimals])));
            }
        }
    }

    /** So many decimals or more that give the value back; more than {@link #MOST} where none do. */
    private static int enough(double value, int decimals) {
        int enough = decimals;
        while (enough <= MOST && !gives(value, enough)) {
            enough++;
        }
        return enough;
    }

    private static boolean gives(double value, int decimals) {
        double whole = Math.rint(value * POWERS[decimals]);
        return Double.isNaN(value)
                || (Math.abs(whole) < LARGEST
                        && Double.doubleToRawLongBits(whole / POWERS[decimals] + 0.0)
                                == Double.doubleToRawLongBits(value));
    }

    static double[] read(PieceReader in, int size) {
        byte decimals = in.oneByte();
        if (decimals != NONE && (decimals < 0 || decimals > MOST)) {
            throw new IllegalArgumentException(decimals + " decimals");
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            if (decimals == NONE) {
                values[i] = in.number();
            } else {
                long coded = in.varint();
                values[i] = coded == 0 ? Double.NaN : PieceReader.zigZag(coded - 1) / POWERS[decimals];
            }
        }
        return values;
    }
}
