/** Records that nobody should write, thrown at every topic of a running system. */
@org.jspecify.annotations.NullMarked
package io.headrace.standalone.fuzz;
