"""The leak test: canary people walk through everything, and every byte that is left anywhere is scanned for them.

`people` names the canaries, `scanner` finds them in every encoding, `world` runs the product and watches its folders,
processes and shared memory, `actors` are the people at their channels, `walk` is what they do, `launch` lets every logger
talk. Knowingly in the clear, and therefore no canaries: queue codes, tip kinds, statuses, results, roles, numbers within a
queue, hours and days; the acts in the audit log; what `homthu chat` prints, which is the conversation itself; invitation
codes where `run`, `init` and `invite` print them, and nowhere else; the operator's own environment (bot token, webhook secret).
Out of scope: the memory of the running process, and compressed bytes.
"""
