/** Every app as a process of its own, beside a Kafka and a schema registry that it does not know. */
package io.headrace.standalone.processes;
