package com.amazonaws.services.lambda.runtime;

/** AWS's interface. */
public interface RequestHandler<I, O> {
    O handleRequest(I input, Context context);
}
