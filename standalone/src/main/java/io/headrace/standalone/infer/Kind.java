package io.headrace.standalone.infer;

/** What a column holds. */
public enum Kind {
    NUMBER("numbers"),
    CATEGORY("categories"),
    TIME("times"),
    /** As good as every value is another. */
    IDENTIFIER("identifiers"),
    /** Texts that are neither categories nor identifiers. */
    TEXT("texts"),
    CONSTANT("one value only"),
    EMPTY("nothing");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** In a sentence: "the column holds …". */
    public String words() {
        return words;
    }
}
