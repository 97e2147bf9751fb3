/** What a replay came to, as report.json for machines and report.html for people. */
@NullMarked
package io.headrace.standalone.replay.report;

import org.jspecify.annotations.NullMarked;
