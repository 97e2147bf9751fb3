package io.headrace.standalone.replay.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a report. */
public final class ReportFiles {

    /** The report for machines. */
    public static final String JSON = "report.json";

    /** The report for people. */
    public static final String HTML = "report.html";

    private ReportFiles() {}

    /**
     * Writes both files, over earlier ones.
     *
     * @param folder made if it is not there
     */
    public static void write(ReplayReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(JSON), ReportJson.text(report));
        Files.writeString(folder.resolve(HTML), ReportPage.html(report));
    }
}
