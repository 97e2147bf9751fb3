package io.headrace.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door to ONNX Runtime, which switches its telemetry off before it is loaded.
 *
 * <p>Release 1.29.0 collects telemetry on Linux by default when its environment is made. Besides being nobody's business, that
 * kills the process: it matches the command line with recursive regular expressions, so a long class path overflows the
 * stack, and it asks a shell for the machine's id, which crashes in a container without one (onnxruntime issue 32173). It looks
 * at the C environment variable {@code ORT_DISABLE_TELEMETRY} only, which a Java process can set for itself through the C
 * library; so no start script, container or test needs to know of it.
 */
final class OnnxRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);
    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";
    private static final OrtEnvironment ENVIRONMENT = load();

    private OnnxRuntime() {}

    /** One for the process; never closed. */
    static OrtEnvironment environment() {
        return ENVIRONMENT;
    }

    private static OrtEnvironment load() {
        if (System.getenv(NO_TELEMETRY) == null) {
            setInProcess(NO_TELEMETRY, "1");
        }
        // Its warnings (no GPU found, and the like) help nobody here; errors arrive as exceptions.
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "headrace");
    }

    @SuppressWarnings("restricted") // calling C is the point, and ONNX Runtime itself needs native access
    private static void setInProcess(String name, String value) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nameText = arena.allocateFrom(name);
            MemorySegment valueText = arena.allocateFrom(value);
            if (library.find("setenv").isPresent()) {
                MethodHandle setenv = linker.downcallHandle(
                        library.findOrThrow("setenv"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
                int failed = (int) setenv.invokeExact(nameText, valueText, 1);
                LOG.debug("setenv {} gave {}", name, failed);
            } else {
                MethodHandle putenv = linker.downcallHandle(
                        library.findOrThrow("_putenv_s"), // Windows
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
                int failed = (int) putenv.invokeExact(nameText, valueText);
                LOG.debug("_putenv_s {} gave {}", name, failed);
            }
        } catch (Throwable e) { // what a method handle may throw
            LOG.warn("{} can't be set; set it in the environment of the process, or ONNX Runtime may crash", name, e);
        }
    }
}
