import os
import signal
import socket
import sys

held = []


def handler(event, context):
    parameters = event["parameters"]
    if "Witness" in parameters:
        held.append(socket.create_connection(("127.0.0.1", int(parameters["Witness"]))))
    return ACTS[parameters["Do"]](event, context)


def allow(**overrides):
    return {"allowProvisioning": True, "parameterOverrides": overrides}


def throw(event, context):
    raise KeyError(event["parameters"]["Token"])


def hang(event, context):
    while True:
        pass


def tell(event, context):
    names = [
        context.aws_request_id,
        context.function_name,
        context.function_version,
        context.invoked_function_arn,
        context.memory_limit_in_mb,
        context.log_group_name,
        context.log_stream_name,
        str(context.identity.cognito_identity_id),
        str(context.client_context),
    ]
    left = context.get_remaining_time_in_millis()
    print(event["parameters"]["Token"], left)
    return allow(Names=" ".join(names), Pid=str(0 < left <= 4000))


ACTS = {
    "answer": lambda event, context: allow(Pid=str(os.getpid())),
    "tell": tell,
    "throw": throw,
    "hang": hang,
    "exit": lambda event, context: sys.exit(3),
    "die": lambda event, context: os.kill(os.getpid(), signal.SIGKILL),
    "text": lambda event, context: {"allowProvisioning": "true"},
    "nan": lambda event, context: allow(Pid=float("nan")),
    "set": lambda event, context: {"allowProvisioning": True, "parameterOverrides": {1, 2}},
    "deep": lambda event, context: deep(10_000),
    "nothing": lambda event, context: None,
    "print anything": lambda event, context: print(event["parameters"]["Token"]) or allow(),
    "read": lambda event, context: allow(Pid=repr(sys.stdin.read())),
}


def deep(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value
