package com.irisx.webhooks.streams;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;

@AnalyzeClasses(packages = "com.irisx.webhooks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final Set<String> WRITES = Set.of("put", "putIfAbsent", "putAll", "delete");
  private static final String STREAMS = "com.irisx.webhooks.streams.";

  @ArchTest
  static final ArchRule policyIsPure =
      noClasses()
          .that()
          .resideInAPackage(STREAMS + "delivery")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              STREAMS + "delivery", "com.irisx.webhooks.schema", "java.lang..", "java.time..",
              "java.util..", "org.jspecify..")
          .because("a decision is a function of its arguments: no state, no I/O, no framework");

  @ArchTest
  static final ArchRule schedulingMakesNoRequests =
      noClasses()
          .that()
          .resideInAPackage(STREAMS + "schedule")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              STREAMS + "dispatch", "io.vertx..", "io.netty..", "java.net..", "java.io.File..")
          .because("SCHEDULE decides and DISPATCH does: what blocks a stream thread delays every webhook");

  @ArchTest
  static final ArchRule dispatchingDecidesNothing =
      noClasses()
          .that()
          .resideInAPackage(STREAMS + "dispatch")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              STREAMS + "schedule", STREAMS + "delivery", "org.apache.kafka.streams..")
          .because("DISPATCH does and SCHEDULE decides: it has no policy and no state that must survive");

  @ArchTest
  static final ArchRule timeComesInByOneDoor =
      noClasses()
          .that()
          .resideInAnyPackage(STREAMS + "schedule", STREAMS + "delivery", STREAMS + "route")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("reprocessing a record must give the same result; tests move the clock");

  @ArchTest
  static final ArchRule storesHaveOneWriter =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Store")
          .and()
          .haveSimpleNameNotEndingWith("DueIndex")
          .and()
          .haveSimpleNameNotEndingWith("SubscriptionTable")
          .should()
          .callMethodWhere(
              describe(
                  "writes a state store",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isAssignableTo(StateStore.class)
                          && WRITES.contains(call.getName())))
          .because("an index beside its primary drifts apart unless one class writes both");

  @ArchTest
  static final ArchRule theDueIndexIsWrittenWithWhatItPointsTo =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("ParkedStore")
          .and()
          .haveSimpleNameNotEndingWith("DueIndex")
          .should()
          .callMethodWhere(
              describe(
                  "changes the due index",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().getSimpleName().equals("DueIndex")
                          && Set.of("add", "addWakeUp", "remove").contains(call.getName())))
          .because("an index beside its primary drifts apart unless one class writes both");

  @ArchTest
  static final ArchRule oneJacksonIsOurs =
      noClasses()
          .that()
          .resideInAPackage("com.irisx.webhooks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
          .because("Jackson 3 is ours; Jackson 2 is on the class path for libraries only");
}
