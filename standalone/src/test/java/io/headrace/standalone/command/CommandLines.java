package io.headrace.standalone.command;

import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.standalone.system.RunningSystem;
import io.headrace.standalone.terminal.Terminal;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/** Commands as a person gives them, for tests of other packages. */
public final class CommandLines {

    private CommandLines() {}

    /**
     * What came of a command.
     *
     * @param code its exit code
     */
    public record Said(int code, String out, String err) {}

    /** Runs one in this process. */
    public static Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = HeadraceCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        int code = commandLine.execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /** What {@code up} tells, from one moment on. */
    public static final class Live implements AutoCloseable {

        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final LiveReport report;

        public Live(RunningSystem system, PipelineDefinition definition, MeterRegistry meters, Path data) {
            Terminal terminal = new Terminal(new PrintStream(said, true, StandardCharsets.UTF_8), false);
            report = new LiveReport(terminal, system, definition, meters, data);
        }

        /** Looks once; all that was said so far. */
        public String tick() {
            report.tick();
            return said.toString(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            report.close();
        }
    }
}
