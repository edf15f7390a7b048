"""What a hook may do wrong, one function each."""

import os
import signal


def text(event, context):
    return {"allowProvisioning": "true"}


def throwing(event, context):
    raise ValueError(event["certificatePem"])


def hanging(event, context):
    while True:
        pass


def dying(event, context):
    os.kill(os.getpid(), signal.SIGKILL)


def printing(event, context):
    print("a" * 10_000_000)
    return {"allowProvisioning": False}
