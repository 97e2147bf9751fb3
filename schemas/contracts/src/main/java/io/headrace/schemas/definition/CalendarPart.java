package io.headrace.schemas.definition;

/** A part of the calendar that comes round. */
public enum CalendarPart {
    /** The time on the clock, its minutes and seconds with it, of 24 hours. */
    HOUR("hour"),
    /** Of 7 days, Monday first. */
    WEEKDAY("weekday"),
    /** Of the month's 28 to 31 days. */
    DAY_OF_MONTH("dayOfMonth"),
    /** Of the year's 365 or 366 days. */
    DAY_OF_YEAR("dayOfYear");

    private final String text;

    CalendarPart(String text) {
        this.text = text;
    }

    /** As a definition says it. */
    public String text() {
        return text;
    }

    /** What is taken of the way round. */
    public enum Wave {
        SIN("sin", "sine"),
        COS("cos", "cosine");

        private final String text;
        private final String word;

        Wave(String text, String word) {
            this.text = text;
            this.word = word;
        }

        /** As a definition and a column's name say it. */
        public String text() {
            return text;
        }

        /** As a sentence says it. */
        public String word() {
            return word;
        }
    }
}
