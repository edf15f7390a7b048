package com.amazonaws.services.lambda.runtime;

/** As much of AWS's interface as the hooks here ask for. */
public interface Context {
    String getAwsRequestId();

    int getRemainingTimeInMillis();
}
