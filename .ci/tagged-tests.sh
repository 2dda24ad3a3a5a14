#!/usr/bin/env bash
# Runs the JUnit tests that carry a tag, on the class path that test-classpath.sh wrote, in a tree or a guest:
#
#   bash .ci/tagged-tests.sh TAG CLASSPATH-FILE
#
# A test that would skip itself for want of its device fails here, since this is where its device is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tag=$1
classes=
for module in native-bindings hardware cli; do
    if [ -d "$module/target/test-classes" ]; then
        classes=$classes:$PWD/$module/target/test-classes
    fi
done
# Nothing depends on the command line, so no class path names it.
command_line=$PWD/cli/target/classes
exec "${JAVA_HOME:?}/bin/java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 \
    -Xmx512m "-Dsyncline.required=$tag" -cp "$(cat "$2")$classes:$command_line" org.junit.platform.console.ConsoleLauncher execute \
    --scan-classpath "${classes#:}" --include-tag "$tag" --include-engine junit-jupiter --fail-if-no-tests --disable-banner --details=tree \
    --disable-ansi-colors
