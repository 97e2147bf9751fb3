# Sourced by ./mvnw and ./headrace: leaves JAVA_HOME at a JDK 25 or newer, or ends with a message.
# Looks at JAVA_HOME, the java on PATH, and the places where systems and tools keep JDKs.

headrace_jdk_major() { # JDK_HOME -> its major version, or 0
  if [ -x "$1/bin/javac" ] && [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    echo 0
  fi
}

headrace_java_on_path() {
  headrace_java=$(command -v java 2>/dev/null) || return 0
  headrace_java=$(readlink -f "$headrace_java" 2>/dev/null || echo "$headrace_java")
  echo "${headrace_java%/bin/java}"
}

headrace_find_jdk() {
  for headrace_home in "${JAVA_HOME:-}" "$(headrace_java_on_path)" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$headrace_home" ] || continue
    headrace_major=$(headrace_jdk_major "$headrace_home")
    if [ "${headrace_major:-0}" -ge 25 ]; then
      JAVA_HOME=$headrace_home
      export JAVA_HOME
      return 0
    fi
  done
  echo "Headrace needs a JDK 25 or newer and found none." >&2
  echo "Looked at JAVA_HOME (${JAVA_HOME:-not set}), the java on PATH, /usr/lib/jvm, /opt, ~/.sdkman and ~/.jdks." >&2
  echo "Install one (any vendor's JDK 25) or set JAVA_HOME to it, then run the same command again." >&2
  return 1
}

headrace_find_jdk || exit 1
