package com.irisx.webhooks.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "com.irisx.webhooks", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule jackson2IsNotUsed =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
          .because("both generations on one class path read the same annotations differently");

  @ArchTest
  static final ArchRule noFrameworkIsNeeded =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "org.apache.kafka.streams..", "org.apache.kafka.connect..")
          .because("data teams and receivers may use this module without our runtime");

  @ArchTest
  static final ArchRule onlyTheSecretPackageKnowsCryptography =
      noClasses()
          .that()
          .resideOutsideOfPackage("..secret..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.crypto.tink..", "com.irisx.webhooks.secret..")
          .because("records carry ciphertext; who may decrypt is visible in the imports");

  @ArchTest
  static final ArchRule secretsDependOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("..secret..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.irisx.webhooks.schema..");

  @ArchTest
  static final ArchRule timeAndChanceAreArguments =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .because("reprocessing a record must give the same ids and times");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Impl")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper");
}
