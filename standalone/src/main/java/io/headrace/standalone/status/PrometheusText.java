package io.headrace.standalone.status;

/** What {@code /prometheus} answers. */
record PrometheusText(String text) {

    /** Of a system that does not answer yet. */
    static final PrometheusText NONE = new PrometheusText("");

    /**
     * The sum over all lines of a metric that have a label.
     *
     * @param metric as it is written, such as {@code headrace_cleaning_records_total}
     */
    long sum(String metric, String label, String value) {
        String labelled = label + "=\"" + value + '"';
        return (long) text.lines()
                .filter(line -> line.startsWith(metric + '{') && line.contains(labelled))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
