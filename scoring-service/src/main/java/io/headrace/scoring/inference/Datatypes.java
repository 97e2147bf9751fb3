package io.headrace.scoring.inference;

/** The protocol's element types that this server takes. */
public final class Datatypes {

    public static final String FP32 = "FP32";

    /** Taken for numbers as well, and narrowed to FP32. */
    public static final String FP64 = "FP64";

    public static final String BYTES = "BYTES";

    private Datatypes() {}
}
