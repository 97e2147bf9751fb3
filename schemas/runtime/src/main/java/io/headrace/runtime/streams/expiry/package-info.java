/** State that is kept for a time: what expires, how it is found without being looked for, and the clock it goes by. */
@NullMarked
package io.headrace.runtime.streams.expiry;

import org.jspecify.annotations.NullMarked;
