package io.headrace.benchmarks.figures;

/**
 * How fast records were done.
 *
 * @param records done in the time
 * @param seconds wall time
 * @param perSecond records
 * @param cpuMicrosPerRecord CPU time of the process, all its threads
 * @param brokerCpuMicrosPerRecord CPU time that it caused at the broker
 */
public record Rate(
        long records, double seconds, double perSecond, double cpuMicrosPerRecord, double brokerCpuMicrosPerRecord) {

    /**
     * The same work counted in another unit.
     *
     * @param unitsPerRecord of the other unit
     */
    public Rate in(double unitsPerRecord) {
        return new Rate(
                Math.round(records * unitsPerRecord),
                seconds,
                perSecond * unitsPerRecord,
                cpuMicrosPerRecord / unitsPerRecord,
                brokerCpuMicrosPerRecord / unitsPerRecord);
    }
}
