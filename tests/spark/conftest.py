"""A Java that starts for half a minute compiles as little as it can: its best code pays only where it runs for long."""

import os

os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
