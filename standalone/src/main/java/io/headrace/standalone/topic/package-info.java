/** Topics read to their ends. */
@NullMarked
package io.headrace.standalone.topic;

import org.jspecify.annotations.NullMarked;
