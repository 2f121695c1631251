package com.irisx.webhooks.admin.problem;

/**
 * What is wrong with one member of a request.
 *
 * @param field its name as the caller wrote it, with a path where it is nested: {@code events[2]}
 * @param detail one sentence for a person; does not begin with the name
 */
public record FieldError(String field, String detail) {}
