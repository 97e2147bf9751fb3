package io.headrace.schemas.serde;

import java.util.regex.Pattern;
import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro make instances of Headrace's generated records and enums. Since 1.12.2 Avro trusts no class but its own when it
 * reads or copies a record inside a record, and wants each application to name its classes in a system property or by a call,
 * before the first use (the change is AVRO-4189). A property would have to be on every command line that has Headrace on its
 * class path, so this is a call; Avro looks up conversions by {@link java.util.ServiceLoader} whenever it makes the model of a
 * generated class, which is before any use and needs no one to think of it. As a conversion it converts nothing.
 */
public final class GeneratedRecordsTrust extends Conversion<GeneratedRecordsTrust> {

    /** Generated classes live in packages of their own, here and in the rooms whose stores keep records. */
    private static final Pattern GENERATED = Pattern.compile("io\\.headrace\\.[a-z.]+\\.avro");

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> GENERATED.matcher(type.getPackageName()).matches()));
    }

    /** For Avro. */
    public GeneratedRecordsTrust() {}

    @Override
    public Class<GeneratedRecordsTrust> getConvertedType() {
        return GeneratedRecordsTrust.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "headrace-nothing";
    }
}
