package com.irisx.webhooks.admin.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in an answer.
 *
 * @param attempts every attempt, oldest first; no such member where they were not asked for
 * @param payload the body exactly as it is sent; no such member in lists
 */
record DeliveryView(
    @JsonUnwrapped Delivery delivery,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Attempt> attempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonRawValue @Nullable String payload) {}
