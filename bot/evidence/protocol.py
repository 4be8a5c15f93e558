"""What the server and the processes that rebuild files agree on: the form of questions and answers, and their limits."""

import struct

QUESTION, ANSWER, HEAD = struct.Struct(">I?"), struct.Struct(">I"), struct.Struct(">I")
LARGEST_BYTES = 50_000_000  # what Telegram lets a bot upload, so that officers there can see it, too
LARGEST_ANSWER = 64 * 1024 * 1024
LONGEST_SECONDS = 30
