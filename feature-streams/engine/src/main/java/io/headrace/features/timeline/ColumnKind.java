package io.headrace.features.timeline;

/** What a column is in stored pieces, where its number stands for it: so that it can be read, or skipped, by whoever has others. */
enum ColumnKind {
    NUMBERS(0),
    CLASSES(1),
    TEXTS(2),
    DISTINCT(3),
    FREQUENCIES(4),
    TEXT_FREQUENCIES(5),
    DECAYED(6),
    GAPS(7),
    ENDS(8);

    /** Part of stored pieces, so it never changes. */
    final byte number;

    ColumnKind(int number) {
        this.number = (byte) number;
    }

    static ColumnKind of(byte number) {
        for (ColumnKind kind : values()) {
            if (kind.number == number) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a column of unknown kind " + number);
    }

    /** The first version of pieces that has it. */
    byte since() {
        return switch (this) {
            case NUMBERS, CLASSES -> 1;
            case TEXTS, DISTINCT, FREQUENCIES, TEXT_FREQUENCIES, DECAYED, GAPS -> 2;
            case ENDS -> 3;
        };
    }

    Partial readPartial(PieceReader in) {
        return switch (this) {
            case NUMBERS -> in.numbers();
            case CLASSES -> in.classes();
            case TEXTS -> new Partial.Texts(in.varint());
            case DISTINCT -> in.distinct();
            case FREQUENCIES -> in.frequencies();
            case TEXT_FREQUENCIES -> in.textFrequencies();
            case DECAYED -> in.decayed();
            case GAPS -> in.gaps();
            case ENDS -> in.ends();
        };
    }
}
