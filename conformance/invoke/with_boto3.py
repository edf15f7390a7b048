# Invokes a function by boto3, once for each line of standard input: [invocation type, payload]. Answers line by line
# [status, function error, payload], or [status, exception, null].
# usage: with_boto3.py ENDPOINT
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

client = boto3.client(
    "lambda",
    endpoint_url=sys.argv[1],
    region_name="us-east-1",
    aws_access_key_id="local",
    aws_secret_access_key="local",
    config=Config(retries={"total_max_attempts": 1}),
)
for line in sys.stdin:
    invocation_type, payload = json.loads(line)
    try:
        answer = client.invoke(
            FunctionName="first-fleet-hook",
            InvocationType=invocation_type,
            Payload=payload.encode("utf-8", "surrogatepass"),
        )
        text = answer["Payload"].read().decode()
        found = [answer["StatusCode"], answer.get("FunctionError"), text]
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        found = [status, error.response["Error"]["Code"], None]
    print(json.dumps(found), flush=True)
