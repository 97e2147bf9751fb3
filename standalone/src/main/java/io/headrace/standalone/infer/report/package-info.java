/** What was found out about a file, in pictures: one HTML page that needs nothing beside it. */
@NullMarked
package io.headrace.standalone.infer.report;

import org.jspecify.annotations.NullMarked;
