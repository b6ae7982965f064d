"""The outbox: every mail is a row first, written in the transaction of its cause, and sent by the worker.

`writing` makes the row, `turns` sends what is due, `failures` tells what went wrong, `handling` is what organizers do.
"""
