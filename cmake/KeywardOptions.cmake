# Options and compile flags that every room shares. CMakePresets.json sets the useful combinations.
option(KEYWARD_TESTS "Build the tests" ON)
option(KEYWARD_BENCH "Build the benchmarks" OFF)
option(KEYWARD_FUZZ "Build the libFuzzer targets (clang)" OFF)
option(KEYWARD_TIDY "Run clang-tidy on every file of the rooms" OFF)
option(KEYWARD_COVERAGE "Instrument for line coverage" OFF)
option(KEYWARD_WERROR "Treat compiler warnings as errors" ON)
option(KEYWARD_LTO "Optimise across files when linking" OFF)
set(KEYWARD_SANITIZE "" CACHE STRING "Value of -fsanitize=, empty for none")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(KEYWARD_CCACHE ccache)
if(KEYWARD_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${KEYWARD_CCACHE})
endif()

if(KEYWARD_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

# keyward_flags: include path, warnings and instrumentation; every target of ours links it.
add_library(keyward_flags INTERFACE)
target_include_directories(keyward_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(keyward_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion)
if(KEYWARD_WERROR)
  target_compile_options(keyward_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlapping copies in std::string's operator+ that are not there (GCC bug 105651).
  target_compile_options(keyward_flags INTERFACE -Wno-restrict)
endif()
target_compile_definitions(keyward_flags INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

if(KEYWARD_SANITIZE)
  target_compile_options(keyward_flags INTERFACE
    -fsanitize=${KEYWARD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(keyward_flags INTERFACE -fsanitize=${KEYWARD_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Instrumented code hides initialisation from GCC's analysis.
    target_compile_options(keyward_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(KEYWARD_COVERAGE)
  target_compile_options(keyward_flags INTERFACE --coverage)
  target_link_options(keyward_flags INTERFACE --coverage)
endif()
if(KEYWARD_TIDY)
  find_program(KEYWARD_CLANG_TIDY NAMES clang-tidy-14 REQUIRED)
endif()
