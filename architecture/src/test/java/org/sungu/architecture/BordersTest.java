package org.sungu.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Who may use whom. The Maven modules enforce most of it; here it stands in one place, and for packages too.
final class BordersTest {
  @Test
  void everyModuleIsRead() {
    var found =
        SunguClasses.ALL.stream()
            .flatMap(type -> Module.of(type).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Module.class)));
    assertEquals(EnumSet.allOf(Module.class), found);
  }

  @Test
  void modulesUseOnlyWhatTheyMay() {
    classes().should(useOnlyAllowedModules()).check(SunguClasses.ALL);
  }

  @Test
  void noTwoPackagesNeedEachOther() {
    slices().assignedFrom(onePackageEach()).should().beFreeOfCycles().check(SunguClasses.ALL);
  }

  @Test
  void onlyOnePackageNamesTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sungu.backend.cpu.vector..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .because("the program also runs where that module is absent")
        .check(SunguClasses.ALL);
  }

  @Test
  void onlyOnePackageCallsNativeCode() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sungu.backend.cpu.binding..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.foreign\\.(Linker|SymbolLookup|FunctionDescriptor)(\\$.*)?")
        .because("memory segments are for all, but a wrong native call ends the process")
        .check(SunguClasses.ALL);
  }

  @Test
  void nobodyOpensTheNetwork() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.sungu.serving..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "com.sun.net.httpserver..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(Server)?Socket|java\\.net\\.URLConnection")
        .check(SunguClasses.ALL);
  }

  private static ArchCondition<JavaClass> useOnlyAllowedModules() {
    return new ArchCondition<>("use only the modules that theirs may use") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Optional<Module> own = Module.of(type);
        if (own.isEmpty()) {
          events.add(violated(type, type.getName() + " is in no module that Module.java lists"));
          return;
        }
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          Optional<Module> used = Module.of(dependency.getTargetClass());
          if (used.isPresent() && !own.get().mayUse(used.get())) {
            events.add(violated(dependency, own.get() + " may not use " + used.get() + ": " + dependency.getDescription()));
          }
        }
      }
    };
  }

  private static SliceAssignment onePackageEach() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith("org.sungu")
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages";
      }
    };
  }
}
