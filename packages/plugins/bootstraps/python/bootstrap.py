"""Runs a Python hook, as Lambda would, in a process that Gangway's remote-hook starts.

Asks Lambda's Runtime API for one event at a time, and calls `_HANDLER` with it. Needs Python 3.9 and nothing else.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""

import http.client
import importlib
import json
import os
import sys
import threading
import time
import traceback

VERSION = "/2018-06-01/runtime"


def main():
    hold_lifeline()
    for stream in (sys.stdout, sys.stderr):
        # What a device sends may hold any character: a hook that prints it must not fail by that.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    api = Api(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = load_handler(os.environ.get("_HANDLER", ""))
    except Exception as error:
        traceback.print_exc()
        api.post("/init/error", describe(error, init_type(error)))
        sys.exit(1)
    while True:
        serve_one(api, handler)


def serve_one(api, handler):
    headers, body = api.get("/invocation/next")
    request_id = headers["lambda-runtime-aws-request-id"]
    try:
        answer = handler(json.loads(body), Context(headers))
        # Python writes NaN and Infinity, which no JSON has.
        payload = json.dumps(answer, allow_nan=False)
    except Exception as error:
        traceback.print_exc()
        api.post(f"/invocation/{request_id}/error", describe(error, type(error).__name__))
    else:
        api.post(f"/invocation/{request_id}/response", payload)


class Api:
    """The Runtime API: host and port, and perhaps a path in front of its own."""

    def __init__(self, address):
        self.host, slash, path = address.partition("/")
        self.prefix = slash + path + VERSION

    def get(self, path):
        response, body = self._call("GET", path)
        return response.headers, body

    def post(self, path, body):
        self._call("POST", path, body.encode())

    def _call(self, method, path, body=None):
        # A connection for each call: one that is kept is closed after some seconds without any.
        connection = http.client.HTTPConnection(self.host)
        try:
            connection.request(method, self.prefix + path, body, {"Connection": "close"})
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            # Whoever started this process is gone, or has done with it.
            os._exit(0)
        finally:
            connection.close()
        if response.status not in (200, 202):
            os._exit(1)
        return response, content


class Identity:
    """Who called from a mobile app: nobody ever does here."""

    cognito_identity_id = None
    cognito_identity_pool_id = None


class Context:
    """What a handler may ask about its call."""

    def __init__(self, headers):
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.invoked_function_arn = headers["lambda-runtime-invoked-function-arn"]
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.identity = Identity()
        self.client_context = None
        self._deadline_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))


def load_handler(name):
    module, dot, function = name.rpartition(".")
    if not dot:
        raise MalformedHandlerName(f"'{name}' is not of the form module.function")
    # The hook's folder, in place of this file's own.
    sys.path[0] = os.environ.get("LAMBDA_TASK_ROOT", os.getcwd())
    return getattr(importlib.import_module(module.replace("/", ".")), function)


class MalformedHandlerName(Exception):
    pass


def init_type(error):
    """The types that Lambda's own runtime reports."""
    if isinstance(error, MalformedHandlerName):
        return "Runtime.MalformedHandlerName"
    if isinstance(error, ImportError):
        return "Runtime.ImportModuleError"
    if isinstance(error, SyntaxError):
        return "Runtime.UserCodeSyntaxError"
    if isinstance(error, AttributeError):
        return "Runtime.HandlerNotFound"
    return type(error).__name__


def describe(error, error_type):
    stack = traceback.format_tb(error.__traceback__)
    return json.dumps({"errorType": error_type, "errorMessage": str(error), "stackTrace": stack})


def hold_lifeline():
    """Ends this process when the one that started it is gone, also while a handler hangs."""
    if os.environ.pop("GANGWAY_LIFELINE", "") != "stdin":
        return
    lifeline = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)

    def watch():
        while os.read(lifeline, 1):
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
