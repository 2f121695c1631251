# Two images from one file: `--target streams-app` and `--target admin-api`.
#
# The jars are built inside, in a JDK image. With `--build-arg JARS=prebuilt` they are taken from what
# `./mvnw package` left in target/ instead: for machines whose containers reach no Maven repository, and for CI.
ARG JARS=build

FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY . .
ENV MAVEN_USER_HOME=/var/cache/maven
RUN --mount=type=cache,target=/var/cache/maven \
    ./mvnw -B -q -ntp -Dmaven.repo.local=/var/cache/maven/repository -pl streams-app,admin-api -am -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && mkdir /jars \
    && cp streams-app/target/streams-app-*-exec.jar /jars/streams-app.jar \
    && cp admin-api/target/admin-api-*-exec.jar /jars/admin-api.jar

FROM scratch AS prebuilt
COPY streams-app/target/streams-app-*-exec.jar /jars/streams-app.jar
COPY admin-api/target/admin-api-*-exec.jar /jars/admin-api.jar

FROM ${JARS} AS jars

# Libraries of others and our own code in layers of their own: a new build of ours uploads little. streams-app
# is no Spring application, and Spring Boot's own tool for this needs Spring inside the jar.
FROM eclipse-temurin:25-jdk AS layers
WORKDIR /layers
COPY --from=jars /jars/ /jars/
RUN java -Djarmode=tools -jar /jars/admin-api.jar extract --layers --destination admin-api \
    && mkdir -p unpacked streams-app/dependencies/lib streams-app/application/lib \
    && cd unpacked && jar -xf /jars/streams-app.jar && cd BOOT-INF \
    && mv classes lib/schemas-*.jar ../../streams-app/application/ \
    && mv ../../streams-app/application/schemas-*.jar ../../streams-app/application/lib/ \
    && mv lib/* ../../streams-app/dependencies/lib/

# A glibc base: RocksDB and Netty bring native code that is built for glibc.
FROM eclipse-temurin:25-jre AS runtime
RUN groupadd --gid 10001 webhooks \
    && useradd --uid 10001 --gid webhooks --no-create-home --home-dir /app --shell /usr/sbin/nologin webhooks \
    && install -d -o webhooks -g webhooks /var/lib/webhooks /var/lib/webhooks/state
COPY --chmod=755 ops/docker/healthcheck /usr/local/bin/healthcheck
WORKDIR /app
# Few malloc arenas: RocksDB allocates on many threads, and glibc would keep the freed memory of each.
ENV MALLOC_ARENA_MAX=2 LANG=C.UTF-8 TZ=UTC
USER 10001:10001
STOPSIGNAL SIGTERM

# In both: java is process 1, so TERM reaches it and what is in flight is drained. JAVA_TOOL_OPTIONS adds
# or overrides flags. An OutOfMemoryError ends the process, and the restart policy begins anew.
FROM runtime AS admin-api
COPY --from=layers /layers/admin-api/dependencies/ ./
COPY --from=layers /layers/admin-api/application/ ./
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=6s --start-period=90s --retries=6 \
    CMD healthcheck "${WEBHOOKS_API_PORT:-8080}"
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-jar", "admin-api.jar"]

# Half of the memory for the heap: RocksDB takes up to 256 MiB beside it, Netty and threads the rest.
FROM runtime AS streams-app
COPY --from=layers /layers/streams-app/dependencies/ ./
COPY --from=layers /layers/streams-app/application/ ./
ENV WEBHOOKS_STATE_DIR=/var/lib/webhooks/state
VOLUME /var/lib/webhooks/state
EXPOSE 8081
HEALTHCHECK --interval=5s --timeout=6s --start-period=90s --retries=6 \
    CMD healthcheck "${WEBHOOKS_STREAMS_PORT:-8081}"
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", \
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
    "-cp", "classes:lib/*", "com.irisx.webhooks.streams.Main"]
